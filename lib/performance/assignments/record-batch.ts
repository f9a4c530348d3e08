import "server-only";
import { type Context, getActorId } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, type InvalidParam } from "@/lib/errors";
import { parseParams } from "@/lib/invalid-params";
import { requirePermission } from "@/lib/performance/access/permissions";
import { requireWritableAssignments } from "@/lib/performance/access/visible-members";
import { listKnownKeys } from "@/lib/performance/assignments/external-ids/known-keys";
import {
  type AssignmentBatch,
  type BatchResults,
  type NewAssignment,
  newAssignment,
} from "@/lib/performance/assignments/write-schemas";
import type { AssignmentId, MemberId } from "@/lib/performance/domain/units/ids";
import {
  type LockedAssignments,
  lockAffectedMembers,
} from "@/lib/performance/ledger/lock-affected-members";
import type { AssignmentInput } from "./assignment-input";
import { changeSources } from "./change-assignment";
import { readBodyFields } from "./read-body-fields";
import { requireActive, requireReachedId } from "./record-assignment";
import { recordLockedAssignments } from "./record-assignments";
import { createUnknownAssigneeError, resolveAssignee } from "./resolve-assignee";
import { requireSkills } from "./resolve-skills";

/** Few enough for a short transaction. */
const AT_ONCE = 100;

type Result = BatchResults["results"][number];
type Given = { readonly index: number; readonly body: NewAssignment; readonly userId: MemberId };

/**
 * Creates or replaces many assignments. Each has its own result, and a rejected one keeps no other from being recorded.
 * Sending the batch again changes nothing.
 *
 * @throws AppError `forbidden` without permission.
 */
export async function recordBatch(
  context: Context,
  { assignments }: AssignmentBatch,
): Promise<BatchResults> {
  requirePermission(context.actor, "write_assignments");
  const results: Result[] = [];
  const given: Given[] = [];
  const seen = new Set<string>();
  for (const [index, body] of assignments.entries()) {
    const read = await readItem(context, body, seen);
    if ("errors" in read) results[index] = reject(body, read.errors);
    else given.push({ index, ...read });
  }
  for (let start = 0; start < given.length; start += AT_ONCE) {
    for (const [index, result] of await recordPart(context, given.slice(start, start + AT_ONCE))) {
      results[index] = result;
    }
  }
  return { results };
}

type Rejected = { readonly errors: readonly InvalidParam[] };

async function readItem(
  context: Context,
  item: unknown,
  seen: Set<string>,
): Promise<Omit<Given, "index"> | Rejected> {
  const parsed = parseParams(newAssignment, item, "assignment");
  if ("invalid" in parsed) return { errors: parsed.invalid };
  const { external_id: externalId } = parsed.data;
  if (seen.has(externalId)) {
    return { errors: [{ name: "external_id", reason: "must be in a batch once" }] };
  }
  seen.add(externalId);
  try {
    const userId = await resolveAssignee(context, parsed.data);
    if (userId === undefined) throw createUnknownAssigneeError(parsed.data);
    return { body: parsed.data, userId };
  } catch (error) {
    return { errors: toErrors(error) };
  }
}

async function recordPart(
  context: Context,
  part: readonly Given[],
): Promise<readonly (readonly [number, Result])[]> {
  const { database, organization, organizationId, now, actor } = context;
  return withTransaction(database, async (transaction) => {
    const keys = { externalIds: part.map(({ body }) => body.external_id) };
    const userIds = part.map(({ userId }) => userId);
    const affected = await lockAffectedMembers(transaction, organizationId, keys, userIds);
    const storedIds = affected.stored.map(({ id }) => id);
    const known = await listKnownKeys(transaction, context, storedIds);
    const rejected = new Map<number, Result>();
    const inputs: AssignmentInput[] = [];
    for (const { index, body, userId } of part) {
      try {
        const fields = readItemFields(context, affected, { body, userId, known });
        const { required_skills: skills } = body;
        inputs.push({
          ...fields,
          ...(skills !== undefined && {
            requiredSkills: await requireSkills(transaction, organizationId, skills),
          }),
        });
      } catch (error) {
        rejected.set(index, reject(body, toErrors(error)));
      }
    }
    const recording = {
      organization,
      now,
      actorId: getActorId(actor),
      source: changeSources[actor.kind],
    };
    const { outcomes, ids } = await recordLockedAssignments(
      transaction,
      recording,
      affected,
      inputs,
    );
    return part.map(({ index, body }) => {
      const { external_id: externalId } = body;
      const outcome = outcomes.get(externalId);
      const before = rejected.get(index);
      if (before !== undefined) return [index, before];
      if (outcome === undefined || typeof outcome === "object") {
        const errors = (outcome ?? []).map(({ field, reason }) => ({ name: field, reason }));
        return [index, reject(body, errors)];
      }
      const id = Number(ids.get(externalId));
      return [index, { external_id: externalId, outcome, id, errors: [] }];
    });
  });
}

/** @throws AppError as the write of a single assignment. */
function readItemFields(
  { actor, organization, now }: Context,
  { locked, stored }: LockedAssignments,
  { body, userId, known }: Omit<Given, "index"> & { readonly known: ReadonlySet<AssignmentId> },
): AssignmentInput {
  const { external_id: externalId, title } = body;
  const fields = readBodyFields(body, { now, timeZone: organization.timeZone });
  const owner = requireWritableAssignments(actor, locked.get(userId), () =>
    createUnknownAssigneeError(body),
  );
  const before = stored.find((one) => one.externalId === externalId);
  if (before !== undefined) {
    requireReachedId(actor, known.has(before.id) ? locked.get(before.userId) : null);
  }
  if (before?.userId !== userId) requireActive(owner);
  return { externalId, title, ...fields, userId };
}

/** @throws any error that is not about the assignment. */
function toErrors(error: unknown): readonly InvalidParam[] {
  if (!(error instanceof AppError) || error.code === "overloaded") throw error;
  return error.invalidParams ?? [{ name: "user_id", reason: error.detail }];
}

function reject(item: unknown, errors: readonly InvalidParam[]): Result {
  const { external_id: id }: { readonly external_id?: unknown } = Object(item);
  return {
    external_id: typeof id === "string" ? id : null,
    ...{ outcome: "rejected", id: null },
    errors: errors.map(({ name, code = "invalid_value", reason }) => ({ name, code, reason })),
  };
}
