import "server-only";
import type { Context } from "@/lib/context";
import { once } from "@/lib/once";
import { requirePermission } from "@/lib/performance/access/permissions";
import evaluations from "./evaluations.json";
import { type EvaluationList, evaluationList } from "./schemas";

/** Written from the access tests by `npx vitest run --project integration app/api/_tests/evaluations -u`. */
const parseList = once(() => evaluationList.parse(evaluations));

/**
 * Every read that shows figures about members' work, and who sees whose in each privacy mode.
 *
 * @throws AppError `forbidden` without `view_administration_log`.
 */
export async function listEvaluations({ actor }: Context): Promise<EvaluationList> {
  requirePermission(actor, "view_administration_log");
  return parseList();
}
