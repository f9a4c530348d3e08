import "server-only";
import type { ChangeReason, ChangeSource } from "@/lib/db/change-author";
import type { Transaction } from "@/lib/db/client";
import { OvertakenError } from "@/lib/db/transaction";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import {
  type AssignmentContent,
  insertAssignments,
  updateAssignments,
} from "@/lib/performance/assignments/queries/write-assignments";
import type { FieldName } from "@/lib/performance/domain/assignments/field-names";
import type { AssignmentError } from "@/lib/performance/domain/assignments/validate-assignment";
import { listMissingChanges } from "@/lib/performance/domain/ledger/reconcile";
import { type DueRule, toDueReason } from "@/lib/performance/domain/scoring/due-rule";
import { DEFAULT_DUE_RULE } from "@/lib/performance/domain/scoring/policy";
import { type AppliedChanges, applyChanges } from "@/lib/performance/ledger/apply-changes";
import {
  type LockedAssignments,
  lockAffectedMembers,
} from "@/lib/performance/ledger/lock-affected-members";
import { listPoliciesUpTo } from "@/lib/performance/ledger/queries/policies";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";
import { listErasedMembers } from "@/lib/performance/members/queries/member-records";
import { listSkillLevels } from "@/lib/performance/members/queries/skill-levels";
import type { AssignmentInput, AssignmentOutcome } from "./assignment-input";
import {
  buildFact,
  type FactContext,
  haveEqualContent,
  haveEqualSkills,
  isCreatedAgain,
  listMergedErrors,
  mergeInput,
  needsLevels,
} from "./merge-assignment";

export type WriteMode = "sync" | "async";

export type RecordingContext = {
  readonly organization: { readonly id: number; readonly timeZone: string };
  readonly now: Date;
  /** The acting user; null for the service itself. */
  readonly actorId: number | null;
  /** How the change came in, for the record of changes; by default not known. */
  readonly source?: ChangeSource;
  /** Why due dates are changed, where that counts. */
  readonly reason?: ChangeReason | null;
  /**
   * Whether the ledger is reconciled in this transaction (`sync`, the default) or by a job that is sent in it
   * (`async`).
   */
  readonly mode?: WriteMode;
  /** Whether the caller has not checked yet that deactivated members get no new assignment. */
  readonly checksActive?: true;
};

export type RecordResult = {
  /** By `externalId`. */
  readonly outcomes: ReadonlyMap<string, AssignmentOutcome>;
  /** By `externalId`; without the rejected ones. */
  readonly ids: ReadonlyMap<string, bigint>;
  /** By `externalId`: the new content of each assignment; without the rejected ones. */
  readonly contents: ReadonlyMap<string, AssignmentContent>;
  /** By `externalId`: each assignment as it was stored before; without new and rejected ones. */
  readonly former: ReadonlyMap<string, StoredAssignment>;
  readonly entries: AppliedChanges["entries"];
  /** Milestones and badges that a member gained or lost by it. */
  readonly achieved: AppliedChanges["achieved"];
  /** By `externalId`: the jobs that reconcile the ledger; none where it is reconciled already. */
  readonly jobIds: ReadonlyMap<string, string>;
};

type PlannedWrite = {
  readonly stored: StoredAssignment | null;
  readonly content: AssignmentContent;
  readonly outcome: "new" | "changed" | "unchanged";
};

/**
 * Records assignments and reconciles the ledger in the caller's transaction. Each is an upsert by its `externalId`
 * (which must be unique), and entries are appended in the order of the inputs. An invalid input is rejected alone.
 * Doing it twice changes nothing.
 */
export async function recordAssignments(
  transaction: Transaction,
  recording: RecordingContext,
  inputs: readonly AssignmentInput[],
): Promise<RecordResult> {
  const affected = await lockAffectedMembers(
    transaction,
    recording.organization.id,
    { externalIds: inputs.map(({ externalId }) => externalId) },
    inputs.map(({ userId }) => userId),
  );
  return recordLockedAssignments(transaction, recording, affected, inputs);
}

/** Records assignments that the transaction has read, and whose former and new members it has locked. */
export async function recordLockedAssignments(
  transaction: Transaction,
  recording: RecordingContext,
  affected: LockedAssignments,
  inputs: readonly AssignmentInput[],
): Promise<RecordResult> {
  const { organization, now, actorId, mode = "sync" } = recording;
  const { locked } = affected;
  const { plans, rejected } = await planWrites(transaction, recording, inputs, affected);
  const getId = await writeContents(transaction, recording, plans);
  const ids = new Map<string, bigint>();
  const missing = plans.map(({ stored: before, content }) => {
    const id = before?.id ?? getId.get(content.externalId);
    if (id === undefined) {
      throw new OvertakenError(`Another transaction added assignment ${content.externalId}.`);
    }
    ids.set(content.externalId, id);
    const expected = content.fact === null ? null : { userId: content.userId, fact: content.fact };
    return { id, content, changes: listMissingChanges(id, expected, before?.counted ?? null) };
  });
  const outcomes = new Map<string, AssignmentOutcome>(rejected);
  const contents = new Map<string, AssignmentContent>();
  const former = new Map<string, StoredAssignment>();
  for (const { stored: before, content, outcome } of plans) {
    outcomes.set(content.externalId, outcome);
    contents.set(content.externalId, content);
    if (before !== null) former.set(content.externalId, before);
  }
  if (mode === "async") {
    const jobIds = await enqueueUpdates(transaction, recording, missing);
    return { outcomes, ids, contents, former, entries: [], achieved: [], jobIds };
  }
  const { id: organizationId, timeZone } = organization;
  const applied = await applyChanges(
    transaction,
    { organizationId, timeZone, actorId, now, locked },
    missing.flatMap(({ changes }) => changes),
  );
  return { outcomes, ids, contents, former, ...applied, jobIds: new Map() };
}

/** Sends a job for each assignment whose ledger is not reconciled yet. */
async function enqueueUpdates(
  transaction: Transaction,
  { organization, actorId }: RecordingContext,
  missing: readonly {
    readonly id: bigint;
    readonly content: AssignmentContent;
    readonly changes: readonly unknown[];
  }[],
): Promise<ReadonlyMap<string, string>> {
  const unreconciled = missing.filter(({ changes }) => changes.length > 0);
  const jobs = unreconciled.map(({ id, content }) => ({
    name: "performance.update" as const,
    payload: {
      organization_id: organization.id,
      user_id: content.userId,
      assignment_id: Number(id),
      actor_id: actorId,
    },
  }));
  const sent = await enqueueJobs(transaction, jobs);
  return new Map(
    unreconciled.flatMap(({ content }, index) => {
      const jobId = sent[index];
      return jobId === undefined ? [] : [[content.externalId, jobId]];
    }),
  );
}

/**
 * What the inputs would be recorded as; each invalid one with its errors instead. It writes nothing.
 *
 * @param dueRule for completions that are counted; by default that of the policy in force.
 */
export async function planWrites(
  transaction: Transaction,
  { organization, now, source, reason = null, checksActive }: RecordingContext,
  inputs: readonly AssignmentInput[],
  { locked, stored }: LockedAssignments,
  dueRule?: DueRule,
) {
  const erased = await listErased(transaction, organization.id, locked);
  const storedByExternalId = new Map(
    stored.map((assignment) => [assignment.externalId, assignment]),
  );
  const merging = inputs.map((input) => {
    const before = storedByExternalId.get(input.externalId) ?? null;
    return { before, merged: mergeInput(before, input) };
  });
  const judged = merging.filter(({ merged }) => needsLevels(merged));
  const levels = await listSkillLevels(transaction, organization.id, [
    ...new Set(judged.map(({ merged }) => merged.userId)),
  ]);
  const moment: FactContext = {
    now,
    timeZone: organization.timeZone,
    getLevels: (userId) => levels.get(userId) ?? new Map(),
    dueRule: dueRule ?? (await getDueRule(transaction, organization.id, locked)),
    reason: toDueReason(source ?? null, reason),
  };
  const plans: PlannedWrite[] = [];
  const rejected: [string, readonly AssignmentError[]][] = [];
  for (const { before, merged } of merging) {
    const isErased = [merged.userId, before?.userId].some(
      (id) => id !== undefined && erased.has(id),
    );
    const isTooLate =
      checksActive === true &&
      merged.userId !== before?.userId &&
      locked.get(merged.userId)?.isActive === false;
    const errors = isErased
      ? [ERASED_MEMBER_ERROR]
      : [...(isTooLate ? [INACTIVE_MEMBER_ERROR] : []), ...listMergedErrors(merged, moment)];
    if (errors.length === 0) {
      plans.push(toPlan(before, { ...merged, fact: buildFact(before, merged, moment) }));
    } else {
      rejected.push([merged.externalId, errors]);
    }
  }
  return { plans, rejected };
}

/** Of the policy in force, which the locked members have. */
async function getDueRule(
  transaction: Transaction,
  organizationId: number,
  locked: LockedAssignments["locked"],
): Promise<DueRule> {
  const versions = [...locked.values()].map(({ policyVersion }) => policyVersion);
  const newest = Math.max(0, ...versions);
  const policies = await listPoliciesUpTo(transaction, organizationId, newest);
  return policies.at(-1)?.dueRule ?? DEFAULT_DUE_RULE;
}

const ERASED_MEMBER_ERROR: AssignmentError<FieldName> = {
  field: "user_id",
  reason: "This person was erased: the rest of their work cannot be changed.",
};

const INACTIVE_MEMBER_ERROR: AssignmentError<FieldName> = {
  field: "user_id",
  reason: "This member is deactivated: only the assignments that they have already can be changed.",
};

/** An erased member is always deactivated, which the locked row says: most writes need no query. */
async function listErased(
  transaction: Transaction,
  organizationId: number,
  locked: LockedAssignments["locked"],
): Promise<ReadonlySet<number>> {
  const inactive = [...locked.values()].filter(({ isActive }) => !isActive);
  if (inactive.length === 0) return new Set();
  const ids = inactive.map(({ userId }) => userId);
  return listErasedMembers(transaction, organizationId, ids);
}

function toPlan(stored: StoredAssignment | null, content: AssignmentContent): PlannedWrite {
  if (stored === null || isCreatedAgain(stored, content))
    return { stored, content, outcome: "new" };
  return { stored, content, outcome: haveEqualContent(stored, content) ? "unchanged" : "changed" };
}

async function writeContents(
  transaction: Transaction,
  { organization, now, actorId, source, reason }: RecordingContext,
  plans: readonly PlannedWrite[],
): Promise<ReadonlyMap<string, bigint>> {
  const changed = plans.flatMap(({ stored, content, outcome }) =>
    stored !== null && outcome !== "unchanged"
      ? { id: stored.id, ...content, withSkills: !haveEqualSkills(stored, content) }
      : [],
  );
  const author = { actorId, source: source ?? null, at: now, reason: reason ?? null };
  await updateAssignments(transaction, organization.id, changed, author);
  const added = plans.flatMap(({ stored, content }) => (stored === null ? content : []));
  return insertAssignments(transaction, organization.id, added, author);
}
