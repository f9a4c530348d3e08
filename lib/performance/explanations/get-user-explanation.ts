import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { showsText } from "@/lib/performance/access/privacy-mode";
import { requireMember } from "@/lib/performance/access/require-member";
import { sayDueMove } from "@/lib/performance/assignments/changes/change-words";
import { listDueMoves } from "@/lib/performance/assignments/changes/list-due-moves";
import { serializeAssignment } from "@/lib/performance/assignments/serializers";
import {
  type Explanation,
  explainPeriod,
  type Movement,
} from "@/lib/performance/domain/explanation/explanation";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { addDays, startOfDay } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { toDecimalScore } from "@/lib/performance/domain/units/score-hundredths";
import { english, getEnglish } from "@/lib/performance/explanations/english";
import { sayChange, sayOverdue } from "@/lib/performance/explanations/explanation-words";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import { listOverdueAssignments } from "@/lib/performance/ledger/queries/assignment-list";
import {
  type CompletionOfEntry,
  type ExplainedPeriod,
  findExplainedPeriod,
  listEntriesById,
} from "@/lib/performance/ledger/queries/explained-entries";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import {
  serializeAsOf,
  serializePerComponent,
  serializeWork,
  toScore,
} from "@/lib/performance/summaries/serializers";
import {
  getReason,
  serializeMissing,
  serializeMovement,
  serializePolicyChange,
  serializeShownThen,
  serializeSide,
  type TitledEntries,
} from "./serializers";

/** The largest gains, and as many of the largest losses. */
const MOVEMENTS = 10;
const LATER_ENTRIES = 10;
const OVERDUE = 20;

/**
 * Why a member's score changed in the last local days, in figures and in sentences.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserExplanation(
  context: Context,
  { userId, days = 30 }: { readonly userId: MemberId; readonly days?: number },
): Promise<UserExplanation> {
  const { database, organizationId, organization, now } = context;
  const { timeZone } = organization;
  await requireMember(context, userId, "explanation");
  const period = toDateRange(now, days, timeZone);
  const { from } = period;
  const [found, overdue] = await Promise.all([
    findExplainedPeriod(database, organizationId, userId, {
      ...{ from, dayBefore: addDays(from, -1), since: startOfDay(from, timeZone) },
    }),
    listOverdueAssignments(database, organizationId, userId, { at: now, limit: OVERDUE }),
  ]);
  if (found === null) throw createNotFoundError();
  const policies = await findPolicies(context, [found]);
  if (policies === null) throw new Error("An organization needs a scoring policy.");
  const explanation = explainPeriod({
    ...found,
    ...{ policies: policies.versions, period, limit: MOVEMENTS },
  });
  const titled = await listTitledEntries(context, userId, found, explanation);
  const words = getEnglish(timeZone);
  const change = {
    period_days: days,
    score_before: toScore(explanation.scoreBefore),
    score_now: toScore(explanation.scoreNow),
    change: toDecimalScore(explanation.change),
    components: serializePerComponent(explanation.components),
    policy: toScore(explanation.policy),
    policy_changes: explanation.policyChanges.map((one) => serializePolicyChange(words, one)),
    reasons: explanation.reasons.map(getReason),
    entries: found.completions.length,
  };
  return {
    user_id: userId,
    ...change,
    text: sayChange(english, change),
    movements: await serializeMovements(context, userId, explanation.movements, titled),
    gains: serializeSide(explanation.gains),
    losses: serializeSide(explanation.losses),
    shown_then: serializeShownThen(words, found, explanation.scoreBefore, titled),
    overdue: {
      count: overdue.total,
      assignments: overdue.first.map((assignment) => serializeAssignment(context, assignment)),
      text: sayOverdue(english, overdue.total),
    },
    ...serializeMissing(found.sums, policies.current),
    as_of: serializeAsOf(context, found),
  };
}

/** The entries that the explanation names, with their titles as the caller may see them. */
async function listTitledEntries(
  context: Context,
  userId: MemberId,
  { laterEntries }: ExplainedPeriod,
  { movements }: Explanation<CompletionOfEntry>,
): Promise<TitledEntries> {
  const { database, organizationId } = context;
  const ids = [
    ...movements.map(({ completion }) => completion.entryId),
    ...laterEntries.slice(0, LATER_ENTRIES).map(({ id }) => id),
  ];
  const found = await listEntriesById(database, organizationId, ids);
  const withText = showsText(context, userId);
  return new Map(
    found.map((entry) => [entry.id, withText ? entry : { ...entry, assignmentTitle: null }]),
  );
}

async function serializeMovements(
  context: Context,
  userId: MemberId,
  movements: readonly Movement<CompletionOfEntry>[],
  titled: TitledEntries,
): Promise<UserExplanation["movements"]> {
  const assignmentIds = movements.map(({ completion }) => completion.assignmentId);
  const dueMoves = await listDueMoves(context, userId, assignmentIds);
  const words = getEnglish(context.organization.timeZone);
  return movements.flatMap((movement) => {
    const entry = titled.get(movement.completion.entryId);
    if (entry === undefined) return [];
    const moves = dueMoves.get(movement.completion.assignmentId) ?? [];
    return {
      ...serializeMovement(entry, movement),
      work: serializeWork(movement.completion.fact),
      due_moves: moves.map((move) => ({ ...move, text: sayDueMove(words, move) })),
    };
  });
}
