import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, createUnknownReferenceError } from "@/lib/errors";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { toUnchangedInput } from "@/lib/performance/assignments/change-assignment";
import {
  createInvalidFieldsError,
  readBodyFields,
} from "@/lib/performance/assignments/read-body-fields";
import { planWrites } from "@/lib/performance/assignments/record-assignments";
import { requireSkills } from "@/lib/performance/assignments/resolve-skills";
import { validateAssignment } from "@/lib/performance/domain/assignments/validate-assignment";
import { describeTimeRule, isDateOnly } from "@/lib/performance/domain/assignments/value-rules";
import type { LedgerChange } from "@/lib/performance/domain/ledger/append-entry";
import { listMissingChanges } from "@/lib/performance/domain/ledger/reconcile";
import { equalPolicies } from "@/lib/performance/domain/scoring/policy";
import { addDays, parseLocalDateTime, toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import { findContestableEntry } from "@/lib/performance/ledger/queries/contested-records";
import { listEntriesById } from "@/lib/performance/ledger/queries/explained-entries";
import {
  listStoredAssignments,
  type StoredAssignment,
} from "@/lib/performance/ledger/queries/stored-assignments";
import { toPolicyRules } from "@/lib/performance/policies/serializers";
import type { ImaginedMember } from "./imagined-member";
import { MAX_DAYS_AHEAD, type WhatIf, type WhatIfBody } from "./schemas";

/** One thing that is imagined, at the time at which it would be written. */
export type ImaginedStep = {
  readonly type: WhatIf["steps"][number]["type"];
  readonly assignmentId: AssignmentId | null;
  readonly at: Date;
  /** Reads, and returns the changes of the ledger; with the policies if it adds one. */
  readonly plan: (
    imagined: ImaginedMember,
  ) => Promise<Pick<ImaginedMember, "policies"> & { readonly changes: readonly LedgerChange[] }>;
};

/**
 * What a request imagines, in its order: policy, correction, completions.
 *
 * @throws AppError `unknown_reference` for an assignment or entry that is not the member's; `conflict` for an
 * assignment that is not open and an entry that does not count; `invalid_request` for a field that cannot be used.
 */
export async function listImaginedSteps(
  transaction: Transaction,
  context: Context,
  imagined: ImaginedMember,
  { policy, correction, completions = [] }: WhatIfBody,
): Promise<readonly ImaginedStep[]> {
  return [
    ...(policy === undefined ? [] : [createPolicyStep(context, policy)]),
    ...(correction === undefined
      ? []
      : [await createCorrectionStep(transaction, context, imagined, correction)]),
    ...(await createCompletionSteps(transaction, context, imagined, completions)),
  ];
}

function createPolicyStep(
  { now, organization }: Context,
  draft: NonNullable<WhatIfBody["policy"]>,
): ImaginedStep {
  const plan: ImaginedStep["plan"] = async ({ policies }) => {
    const current = policies.at(-1);
    if (current === undefined) throw new Error("An organization needs a scoring policy.");
    const effectiveOn = toLocalDate(now, organization.timeZone);
    const next = { ...toPolicyRules(draft, current), version: current.version + 1, effectiveOn };
    if (equalPolicies(current, next)) return { policies, changes: [] };
    return { policies: [...policies, next], changes: [{ type: "policy", policy: next }] };
  };
  return { type: "policy", assignmentId: null, at: now, plan };
}

async function createCorrectionStep(
  transaction: Transaction,
  context: Context,
  { member }: ImaginedMember,
  {
    entry_id: id,
    facts: { required_skills: skills, ...facts },
  }: NonNullable<WhatIfBody["correction"]>,
): Promise<ImaginedStep> {
  const { organizationId, organization, now } = context;
  const found = await findContestableEntry(transaction, organizationId, BigInt(id));
  const [entry] = await listEntriesById(transaction, organizationId, [BigInt(id)]);
  const assignmentId = entry?.assignmentId ?? null;
  if (found?.userId !== member.userId || assignmentId === null) {
    throw createUnknownReferenceError("correction.entry_id");
  }
  const keys = { ids: [assignmentId] };
  const [stored] = await listStoredAssignments(transaction, organizationId, keys);
  if (stored?.userId !== member.userId || stored.counted?.entryId !== BigInt(id)) {
    throw new AppError(
      "conflict",
      "This entry does not count any more: it was corrected or reversed. Use the newest entry of its assignment. Nothing was changed.",
    );
  }
  const fields = renameFields("correction.facts", () =>
    readBodyFields(facts, { now, timeZone: organization.timeZone }),
  );
  const input = {
    ...toUnchangedInput(stored),
    ...fields,
    ...(skills !== undefined && {
      requiredSkills: await renameFieldsOf("correction.facts", () =>
        requireSkills(transaction, organizationId, skills),
      ),
    }),
  };
  const plan: ImaginedStep["plan"] = async (imagined) => {
    const changes = await renameFieldsOf("correction.facts", () =>
      planWrite(transaction, context, imagined, { stored, input, at: now, source: "contest" }),
    );
    if (changes.length === 0) throw createNoChangeError();
    return { policies: imagined.policies, changes };
  };
  return { type: "correction", assignmentId, at: now, plan };
}

async function createCompletionSteps(
  transaction: Transaction,
  context: Context,
  { member }: ImaginedMember,
  completions: NonNullable<WhatIfBody["completions"]>,
): Promise<readonly ImaginedStep[]> {
  if (completions.length === 0) return [];
  const { organizationId } = context;
  const ids = completions.map(({ assignment_id: id }) => BigInt(id));
  const found = await listStoredAssignments(transaction, organizationId, { ids });
  const storedById = new Map(found.map((stored) => [stored.id, stored]));
  const steps = completions.map(({ assignment_id: id, completed_at: given }, index) => {
    const path = `completions.${index}`;
    const stored = storedById.get(BigInt(id));
    if (stored?.userId !== member.userId || stored.deletedAt !== null) {
      throw createUnknownReferenceError(`${path}.assignment_id`);
    }
    if (stored.status !== "open") throw createNotOpenError(path);
    const { at, completedAt, completedPrecision } = renameFields(path, () =>
      readCompletion(context, given),
    );
    const status = "completed" as const;
    const input = { ...toUnchangedInput(stored), status, completedAt, completedPrecision };
    const plan: ImaginedStep["plan"] = async (imagined) => {
      const changes = await renameFieldsOf(path, () =>
        planWrite(transaction, context, imagined, { stored, input, at }),
      );
      return { policies: imagined.policies, changes };
    };
    return { type: "completion" as const, assignmentId: stored.id, at, completedAt, plan };
  });
  return steps.sort(
    (left, right) =>
      left.at.getTime() - right.at.getTime() ||
      left.completedAt.getTime() - right.completedAt.getTime() ||
      Number(left.assignmentId - right.assignmentId),
  );
}

/** A completion, and the first time from now on at which it would be accepted. */
function readCompletion({ now, organization }: Context, given: string | undefined) {
  const { timeZone } = organization;
  if (given === undefined)
    return { at: now, completedAt: now, completedPrecision: "time" as const };
  const completedAtIsDate = isDateOnly(given);
  const completedAt = parseLocalDateTime(given, timeZone, "end");
  if (completedAt === null) {
    const reason = describeTimeRule("completed_at");
    throw createInvalidFieldsError([{ field: "completed_at", reason }]);
  }
  if (toLocalDate(completedAt, timeZone) > addDays(toLocalDate(now, timeZone), MAX_DAYS_AHEAD)) {
    const reason = `completed_at must be at most ${MAX_DAYS_AHEAD} days ahead.`;
    throw createInvalidFieldsError([{ field: "completed_at", reason }]);
  }
  const errors = validateAssignment({ completedAt }, now, { completedAtIsDate, timeZone });
  const at = errors.length === 0 ? now : completedAt;
  return {
    at,
    completedAt,
    completedPrecision: completedAtIsDate ? ("day" as const) : ("time" as const),
  };
}

/** The changes of the member's ledger by which a write of the assignment would be counted. */
async function planWrite(
  transaction: Transaction,
  { organization, actor }: Context,
  { member, policies }: ImaginedMember,
  {
    stored,
    input,
    at,
    source,
  }: {
    readonly stored: StoredAssignment;
    readonly input: AssignmentInput;
    readonly at: Date;
    readonly source?: "contest";
  },
): Promise<readonly LedgerChange[]> {
  const { plans, rejected } = await planWrites(
    transaction,
    { organization, now: at, actorId: getActorId(actor), ...(source && { source }) },
    [input],
    { locked: new Map([[member.userId, member]]), stored: [stored] },
    policies.at(-1)?.dueRule,
  );
  for (const [, errors] of rejected) throw createInvalidFieldsError(errors);
  return plans.flatMap(({ content }) => {
    const expected = content.fact === null ? null : { userId: content.userId, fact: content.fact };
    return listMissingChanges(stored.id, expected, stored.counted).flatMap(({ userId, change }) =>
      userId === member.userId ? change : [],
    );
  });
}

function renameFields<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw moveFields(path, error);
  }
}

async function renameFieldsOf<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw moveFields(path, error);
  }
}

/** Names the fields by where the body has them. */
function moveFields(path: string, error: unknown): unknown {
  if (!(error instanceof AppError) || error.invalidParams === null) return error;
  return new AppError(error.code, error.detail, {
    invalidParams: error.invalidParams.map((param) => ({
      ...param,
      name: `${path}.${param.name}`,
    })),
  });
}

function createNotOpenError(path: string): AppError {
  return new AppError(
    "conflict",
    "This assignment is not open, so it cannot be completed. Nothing was changed.",
    { invalidParams: [{ name: `${path}.assignment_id`, reason: "must be an open assignment" }] },
  );
}

function createNoChangeError(): AppError {
  return new AppError(
    "invalid_request",
    "These facts do not change what the assignment counts for. Nothing was changed.",
    {
      invalidParams: [
        { name: "correction.facts", reason: "must change what the assignment counts for" },
      ],
    },
  );
}
