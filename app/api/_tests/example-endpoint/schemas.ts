import { z } from "zod";
import { count, idParameter } from "@/lib/performance/shared/schemas";

export const overdueParams = z.object({ id: idParameter });

export const overdueCount = z.object({ user_id: z.number().int(), overdue: count });
export type OverdueCount = z.infer<typeof overdueCount>;
