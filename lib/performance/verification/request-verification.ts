import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { findJobState } from "@/lib/jobs/job-records";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  type KeptCheckpoint,
  parseCheckpoints,
} from "@/lib/performance/domain/seals/kept-checkpoints";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import {
  findLastRequested,
  insertVerification,
} from "@/lib/performance/verification/queries/verifications";
import type { NewVerification, VerificationResponse } from "@/lib/performance/verification/schemas";
import { getVerificationStatus, serializeVerification } from "./serialize-verification";

/**
 * Asks for a verification of the whole organization, which a job runs. While one is open, it is returned instead.
 *
 * @throws AppError `forbidden` without `view_administration_log`; `invalid_request` for a line that is no checkpoint of
 * this organization; `conflict` while another one is open that compares with other checkpoints.
 */
export async function requestVerification(
  context: Context,
  { checkpoints }: NewVerification,
): Promise<VerificationResponse> {
  const { actor, database, organizationId, organization, now } = context;
  requirePermission(actor, "view_administration_log");
  const kept = readCheckpoints(organization.slug, checkpoints ?? "");
  return withOrganizationLock(database, organizationId, async (transaction) => {
    const open = await findOpenVerification(transaction, context);
    if (open !== null) {
      if (open.compared_checkpoints === kept.length) return open;
      throw new AppError(
        "conflict",
        "A verification is under way. Wait until it has finished, then ask again. Nothing was changed.",
      );
    }
    const [jobId] = await enqueueJobs(transaction, [
      { name: "organization.verification", payload: { organization_id: organizationId } },
    ]);
    if (jobId === undefined) throw new Error("The job was not sent.");
    const added = await insertVerification(transaction, organizationId, { jobId, kept, now });
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      {
        action: "verification.request",
        subjectType: "verification",
        subjectId: added.id,
        detail: { checkpoints: kept.length },
      },
    );
    return serializeVerification(added, "created");
  });
}

async function findOpenVerification(
  transaction: Transaction,
  { organizationId }: Context,
): Promise<VerificationResponse | null> {
  const last = await findLastRequested(transaction, organizationId);
  if (last === null || last.finished_at !== null) return null;
  const state = await findJobState(transaction, organizationId, last.job_id);
  return getVerificationStatus(last, state) === "failed"
    ? null
    : serializeVerification(last, state);
}

function readCheckpoints(slug: string, text: string): readonly KeptCheckpoint[] {
  const { checkpoints, invalidLine } = parseCheckpoints(text);
  if (invalidLine !== null) {
    throw createCheckpointsError(`line ${invalidLine} is no checkpoint as it was shown here`);
  }
  const own = checkpoints.filter((one) => one.slug === slug);
  if (own.length < checkpoints.length) {
    throw createCheckpointsError(`must be checkpoints of ${slug}`);
  }
  return own;
}

function createCheckpointsError(reason: string): AppError {
  return new AppError("invalid_request", "The checkpoints cannot be read. Nothing was verified.", {
    invalidParams: [{ name: "checkpoints", reason }],
  });
}
