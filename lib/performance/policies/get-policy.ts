import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { listPolicyRecords } from "@/lib/performance/ledger/queries/policies";
import type { PolicyShown } from "@/lib/performance/policies/schemas";
import { policyShown } from "./serializers";

/** The scoring policy and all its versions. @throws AppError `forbidden` without `manage_organization`. */
export async function getPolicy(context: Context): Promise<PolicyShown> {
  requirePermission(context.actor, "manage_organization");
  return policyShown(context, await listPolicyRecords(context.database, context.organizationId));
}
