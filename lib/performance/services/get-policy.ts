import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access";
import { listPolicyRecords } from "@/lib/performance/queries/policies";
import type { PolicyShown } from "@/lib/performance/schemas/policy";
import { policyShown } from "./policy-shown";

/** The scoring policy and all its versions. @throws AppError `forbidden` without `manage_organization`. */
export async function getPolicy(context: Context): Promise<PolicyShown> {
  requirePermission(context.actor, "manage_organization");
  return policyShown(context, await listPolicyRecords(context.database, context.organizationId));
}
