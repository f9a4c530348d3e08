import "server-only";
import { type Context, type PublicContext, systemContext } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import { sweepOrganization } from "@/lib/performance/achievements/sweep-organization";
import { updateUserPerformance } from "@/lib/performance/ledger/update-user-performance";
import { findOrganization } from "@/lib/performance/members/queries/organizations";
import { deleteExpiredRecords } from "@/lib/performance/privacy/delete-expired";
import { type Payload, payloads, type QueueName } from "./queues";

/** Aborted when the worker is to stop: what takes long ends at the next good place, and is gone on with elsewhere. */
type Stopping = AbortSignal;

type Handler<Name extends QueueName> = (
  context: Context,
  payload: Payload<Name>,
  stopping: Stopping,
) => Promise<unknown>;

const handlers: { readonly [Name in QueueName]: Handler<Name> } = {
  "performance.update": (context, { user_id, assignment_id, actor_id }) =>
    updateUserPerformance(context, {
      userId: user_id,
      assignmentId: BigInt(assignment_id),
      actorId: actor_id,
    }),
  "organization.sweep": (context, _payload, stopping) => sweepOrganization(context, stopping),
  "organization.retention": (context, _payload, stopping) =>
    deleteExpiredRecords(context, stopping),
};

export type HandleJob = (
  base: PublicContext,
  name: QueueName,
  data: unknown,
  stopping: Stopping,
) => Promise<void>;

/**
 * Does a job, as the service itself within the job's organization. Doing it again changes nothing.
 *
 * @throws AppError `not_found` for an organization that is not there; what the job throws.
 */
export const handleJob: HandleJob = (base, name, data, stopping) => {
  switch (name) {
    case "performance.update":
      return run(base, name, payloads[name].parse(data), stopping);
    case "organization.sweep":
      return run(base, name, payloads[name].parse(data), stopping);
    case "organization.retention":
      return run(base, name, payloads[name].parse(data), stopping);
  }
};

async function run<Name extends QueueName>(
  base: PublicContext,
  name: Name,
  payload: Payload<Name>,
  stopping: Stopping,
): Promise<void> {
  const organization = await findOrganization(base.database, payload.organization_id);
  if (organization === null) throw notFoundError();
  await handlers[name](systemContext(base, organization), payload, stopping);
}
