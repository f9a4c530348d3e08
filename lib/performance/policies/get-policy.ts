import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { listPolicyRecords } from "@/lib/performance/ledger/queries/policies";
import type { PolicyResponse } from "@/lib/performance/policies/schemas";
import { serializePolicy } from "./serializers";

/** The scoring policy and all its versions. @throws AppError `forbidden` without `view_organization`. */
export async function getPolicy(context: Context): Promise<PolicyResponse> {
  requirePermission(context.actor, "view_organization");
  return serializePolicy(
    context,
    await listPolicyRecords(context.database, context.organizationId),
  );
}
