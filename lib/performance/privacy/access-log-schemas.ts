import { z } from "zod";
import { cursorParameter, instant, limitParameter, person } from "@/lib/performance/shared/schemas";

export const accessLogQuery = z.object({
  limit: limitParameter(100, 1000),
  cursor: cursorParameter,
});

/** The views of one viewer on one surface in one hour. */
export const accessLogEntry = z
  .object({
    id: z.number().int(),
    looked_at: instant.describe("The beginning of the hour of the view."),
    viewer: person
      .nullable()
      .describe(
        "Under the alias where the organization is not `named`; null for the operator of the service, by command line.",
      ),
    subject: z
      .enum(["member", "team", "organization"])
      .describe("Whose figures were viewed: the member's, their team's, or the organization's."),
    surface: z.string().describe("Where the figures were shown, as `history` or `leaderboard`."),
  })
  .meta({ id: "AccessLogEntry" });

export const userAccessLog = z
  .object({
    user_id: z.number().int(),
    entries: z.array(accessLogEntry).describe("Newest first."),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "UserAccessLog" });
export type UserAccessLog = z.infer<typeof userAccessLog>;
