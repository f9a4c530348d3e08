import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { showsText } from "@/lib/performance/access/privacy-mode";
import { requireMember } from "@/lib/performance/access/require-member";
import { sayDueMove } from "@/lib/performance/assignments/changes/change-words";
import { listDueMoves } from "@/lib/performance/assignments/changes/list-due-moves";
import { serializeAssignment } from "@/lib/performance/assignments/serializers";
import {
  type ExplainedEntry,
  explainPeriod,
  type Movement,
  type Reason,
} from "@/lib/performance/domain/explanation/explanation";
import {
  COMPONENTS,
  type Component,
  type ScoringPolicy,
} from "@/lib/performance/domain/scoring/policy";
import { listMissingEvidence } from "@/lib/performance/domain/scoring/provisional";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { startOfDay } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { toDecimalScore } from "@/lib/performance/domain/units/score-hundredths";
import { english, getEnglish } from "@/lib/performance/explanations/english";
import {
  sayChange,
  sayMissing,
  sayMovement,
  sayOverdue,
  saySetByOthers,
} from "@/lib/performance/explanations/explanation-words";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";
import { listOverdueAssignments } from "@/lib/performance/ledger/queries/assignment-list";
import {
  listChangeParts,
  listEntriesById,
} from "@/lib/performance/ledger/queries/explained-entries";
import type { TitledEntry } from "@/lib/performance/ledger/queries/ledger-entries";
import {
  findMemberSummary,
  type MemberSummary,
} from "@/lib/performance/ledger/queries/member-summary";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import { serializePerComponent, toScore } from "@/lib/performance/summaries/serializers";

const MOVEMENTS = 10;
const OVERDUE = 20;

const componentName: Readonly<Record<Component, "on_time" | "skill" | "difficulty">> = {
  onTime: "on_time",
  skill: "skill",
  difficulty: "difficulty",
};

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
  await requireMember(context, userId, "explanation");
  const { from } = toDateRange(now, days, organization.timeZone);
  const since = startOfDay(from, organization.timeZone);
  const [parts, overdue, member] = await Promise.all([
    listChangeParts(database, organizationId, userId, since),
    listOverdueAssignments(database, organizationId, userId, { at: now, limit: OVERDUE }),
    findMemberSummary(database, organizationId, userId, from),
  ]);
  if (member === null) throw createNotFoundError();
  const policies = await findPolicies(context, [member]);
  if (policies === null) throw new Error("An organization needs a scoring policy.");
  const explanation = explainPeriod(parts.scoreBefore, parts.entries, MOVEMENTS);
  const change = {
    period_days: days,
    score_before: toScore(explanation.scoreBefore),
    score_now: toScore(explanation.scoreNow),
    change: toDecimalScore(explanation.change),
    components: serializePerComponent(explanation.components),
    reasons: explanation.reasons.map(getReason),
    entries: parts.entries.length,
  };
  return {
    user_id: userId,
    ...change,
    text: sayChange(english, change),
    movements: await serializeMovements(context, userId, explanation.movements),
    overdue: {
      count: overdue.total,
      assignments: overdue.first.map((assignment) => serializeAssignment(context, assignment)),
      text: sayOverdue(english, overdue.total),
    },
    ...serializeMissing(member, policies.getPolicy(member.policyVersion)),
  };
}

async function serializeMovements(
  context: Context,
  userId: MemberId,
  movements: readonly Movement<ExplainedEntry>[],
): Promise<UserExplanation["movements"]> {
  const { database, organizationId } = context;
  const ids = movements.map(({ entry }) => entry.id);
  const found = await listEntriesById(database, organizationId, ids);
  const withText = showsText(context, userId);
  const entriesById = new Map(found.map((entry) => [entry.id, entry]));
  const assignmentIds = found.flatMap(({ assignmentId }) => assignmentId ?? []);
  const dueMoves = await listDueMoves(context, userId, assignmentIds);
  const words = getEnglish(context.organization.timeZone);
  return movements.flatMap((movement) => {
    const entry = entriesById.get(movement.entry.id);
    if (entry === undefined) return [];
    const moves = entry.assignmentId === null ? [] : (dueMoves.get(entry.assignmentId) ?? []);
    return {
      ...serializeMovement(withText ? entry : { ...entry, assignmentTitle: null }, movement),
      due_moves: moves.map((move) => ({ ...move, text: sayDueMove(words, move) })),
    };
  });
}

function serializeMovement(
  entry: TitledEntry,
  movement: Movement<ExplainedEntry>,
): Omit<UserExplanation["movements"][number], "due_moves"> {
  const shown = {
    entry_id: Number(entry.id),
    kind: entry.kind,
    created_at: entry.createdAt.toISOString(),
    assignment_id: entry.assignmentId === null ? null : Number(entry.assignmentId),
    assignment_title: entry.assignmentTitle,
    corrects: entry.corrects === null ? null : Number(entry.corrects),
    policy_version: entry.policyVersion,
    change: toDecimalScore(movement.change),
    score_after: toScore(entry.score),
    reasons: movement.reasons.map(getReason),
  };
  return { ...shown, text: sayMovement(english, shown) };
}

function serializeMissing(
  { sums }: MemberSummary,
  policy: ScoringPolicy,
): Pick<UserExplanation, "provisional" | "missing" | "set_by_others"> {
  const missing = listMissingEvidence(sums, policy);
  const setByOthers = COMPONENTS.filter((component) => policy.weights[component] > 0);
  // Every component depends on what others set: on-time on the due date.
  const share = setByOthers.length === 0 ? 0 : 1;
  return {
    provisional: missing.length > 0,
    missing: missing.map((lack) => {
      const shown = { ...lack, component: componentName[lack.component] };
      return { ...shown, text: sayMissing(english, shown) };
    }),
    set_by_others: {
      components: setByOthers.map((component) => componentName[component]),
      share,
      text: saySetByOthers(english, share),
    },
  };
}

function getReason({ component, amount }: Reason): UserExplanation["reasons"][number] {
  return { component: componentName[component], amount: toDecimalScore(amount) };
}
