import { z } from "zod";
import { cursorParameter, instant, limitParameter } from "@/lib/performance/shared/schemas";

export const accessLogQuery = z.object({
  limit: limitParameter(100, 1000),
  cursor: cursorParameter,
});

/** The views of one viewer on one surface in one hour. */
export const accessLogEntry = z.object({
  id: z.number().int(),
  /** The beginning of the hour of the view. */
  looked_at: instant,
  /** Under the alias where the organization is not `named`; null for the operator of the service, by command line. */
  viewer: z
    .object({
      user_id: z.number().int(),
      username: z.string(),
      display_name: z.string(),
    })
    .nullable(),
  /** Whose figures were viewed: the member's, their team's, or the organization's. */
  subject: z.enum(["member", "team", "organization"]),
  /** Where the figures were shown, as `history` or `leaderboard`. */
  surface: z.string(),
});

export const userAccessLog = z.object({
  user_id: z.number().int(),
  /** Newest first. */
  entries: z.array(accessLogEntry),
  next_cursor: z.string().nullable(),
});
export type UserAccessLog = z.infer<typeof userAccessLog>;
