import "server-only";
import { type Context, createSystemContext, type PublicContext } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { sweepOrganization } from "@/lib/performance/achievements/sweep-organization";
import { clearStaging } from "@/lib/performance/imports/clear-staging";
import { runImportJob } from "@/lib/performance/imports/requests/run-import-job";
import { updateUserPerformance } from "@/lib/performance/ledger/update-user-performance";
import { findOrganization } from "@/lib/performance/members/queries/organizations";
import { deleteExpiredRecords } from "@/lib/performance/privacy/delete-expired";
import { makeReleases } from "@/lib/performance/releases/make-releases";
import { expireRecordsNightly } from "@/lib/performance/retention/expire-records";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { runVerification } from "@/lib/performance/verification/run-verification";
import { type Payload, payloads, type QueueName } from "./job-settings";

/** Aborted when the worker stops. A long job then ends at its next checkpoint, and another worker continues it. */
type StopSignal = AbortSignal;

type Handler<Name extends QueueName> = (
  context: Context,
  payload: Payload<Name>,
  signal: StopSignal,
) => Promise<unknown>;

const handlers: { readonly [Name in QueueName]: Handler<Name> } = {
  "performance.update": (context, { user_id, assignment_id, actor_id }) =>
    updateUserPerformance(context, {
      userId: user_id,
      assignmentId: BigInt(assignment_id),
      actorId: actor_id,
    }),
  "organization.sweep": (context, _payload, signal) => sweepOrganization(context, signal),
  "organization.releases": (context, _payload, signal) => makeReleases(context, signal),
  "organization.seals": (context, _payload, signal) => sealOrganization(context, signal),
  "organization.retention": async (context, _payload, signal) => {
    await deleteExpiredRecords(context, signal);
    await clearStaging(context);
    await expireRecordsNightly(context, signal);
  },
  "organization.import": (context, { import_id }, signal) =>
    runImportJob(context, { importId: import_id }, signal),
  "organization.verification": (context, _payload, signal) => runVerification(context, signal),
};

export type HandleJob = (
  base: PublicContext,
  name: QueueName,
  data: unknown,
  signal: StopSignal,
) => Promise<void>;

/**
 * Runs a job with the system context of its organization. A second run changes nothing.
 *
 * @throws AppError `not_found` for an unknown organization; ZodError for an invalid payload; the errors of the job.
 */
export const handleJob: HandleJob = (base, name, data, signal) => {
  switch (name) {
    case "performance.update":
      return run(base, name, payloads[name].parse(data), signal);
    case "organization.sweep":
      return run(base, name, payloads[name].parse(data), signal);
    case "organization.releases":
      return run(base, name, payloads[name].parse(data), signal);
    case "organization.seals":
      return run(base, name, payloads[name].parse(data), signal);
    case "organization.retention":
      return run(base, name, payloads[name].parse(data), signal);
    case "organization.verification":
      return run(base, name, payloads[name].parse(data), signal);
    case "organization.import":
      return run(base, name, payloads[name].parse(data), signal);
  }
};

async function run<Name extends QueueName>(
  base: PublicContext,
  name: Name,
  payload: Payload<Name>,
  signal: StopSignal,
): Promise<void> {
  const organization = await findOrganization(base.database, payload.organization_id, base.now);
  if (organization === null) throw createNotFoundError();
  await handlers[name](createSystemContext(base, organization), payload, signal);
}
