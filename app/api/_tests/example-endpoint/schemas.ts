import { z } from "zod";
import { count, idParameter } from "@/lib/performance/shared/schemas";

export const overdueParams = z.object({ id: idParameter.describe("The id of the member.") });

export const overdueCount = z
  .object({ user_id: z.number().int(), overdue: count })
  .meta({ id: "OverdueCount" });
export type OverdueCount = z.infer<typeof overdueCount>;
