import "server-only";
import type { Context } from "@/lib/context";
import { AppError, createNotFoundError } from "@/lib/errors";
import { serializeName, showsNames, showsText } from "@/lib/performance/access/privacy-mode";
import { requireMember } from "@/lib/performance/access/require-member";
import {
  computeRowEffects,
  type RowEffect,
} from "@/lib/performance/domain/explanation/row-effects";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { type Sums, toSums } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays, parseLocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import { toDecimalDifficulty } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { toDecimalMatch } from "@/lib/performance/domain/units/match-ten-thousandths";
import { parseDayRange } from "@/lib/performance/history/parse-day-range";
import { findMemberSummary } from "@/lib/performance/ledger/queries/member-summary";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import {
  listCompletionsOfRange,
  type TitledCompletion,
} from "@/lib/performance/letter/queries/completions-of-range";
import { listContactPeople } from "@/lib/performance/letter/queries/contact-people";
import { type Letter, type LetterQuery, MAX_LETTER_ROWS } from "@/lib/performance/letter/schemas";
import { toDraft } from "@/lib/performance/policies/serializers";
import {
  serializeEvidence,
  serializeLatestMetrics,
  serializePerComponent,
  toScore,
} from "@/lib/performance/summaries/serializers";

import { getSummaryDays } from "@/lib/performance/summaries/summarize-members";

const DEFAULT_DAYS = 90;
const MOST_CONTACTS = 5;

/**
 * A member's score for some local days as a letter: figures, rows, rules, what other data would have given, and people
 * to ask.
 *
 * @throws AppError `forbidden` or `not_found`; `invalid_request` for a range that ends before it begins, or has more
 * completions than a letter.
 */
export async function getLetter(
  context: Context,
  { userId, ...query }: LetterQuery & { readonly userId: MemberId },
): Promise<Letter> {
  const { database, organizationId, organization, now } = context;
  const range = toRange(context, query);
  const { teamId } = await requireMember(context, userId, "letter");
  const limit = MAX_LETTER_ROWS + 1;
  const [member, completions, contacts] = await Promise.all([
    findMemberSummary(database, organizationId, userId, getSummaryDays(context)),
    listCompletionsOfRange(database, organizationId, userId, { ...range, limit }),
    showsNames(context)
      ? listContactPeople(database, organizationId, { userId, teamId }, MOST_CONTACTS)
      : [],
  ]);
  if (completions.length === limit) throw createTooManyError();
  const policy = member === null ? null : await findPolicies(context, [member]);
  if (member === null || policy === null) throw createNotFoundError();
  const { current } = policy;
  const facts = completions.map(({ fact }) => fact);
  const { sums, effects, ifAllOnTime } = computeRowEffects(facts, current);
  const withText = showsText(context, userId);
  return {
    user_id: userId,
    ...serializeName(context, member),
    organization: organization.name,
    ...range,
    written_on: toLocalDate(now, organization.timeZone),
    policy: { version: current.version, ...toDraft(current), effective_on: current.effectiveOn },
    period: serializeFigures(sums, current),
    total: serializeFigures(member.sums, current),
    rows: completions.map((completion, index) => ({
      ...serializeRow(completion, effects[index] ?? NO_EFFECT),
      ...(withText ? {} : { title: null }),
    })),
    if_all_on_time: toScore(ifAllOnTime),
    contacts: contacts.map(({ displayName, role }) => ({ display_name: displayName, role })),
  };
}

const NO_EFFECT: RowEffect = { effect: null, ifOnTime: null };

function toRange({ now, organization }: Context, { from, to }: LetterQuery): Period {
  const last = to === undefined ? toLocalDate(now, organization.timeZone) : parseLocalDate(to);
  const first = from === undefined ? addDays(last, 1 - DEFAULT_DAYS) : parseLocalDate(from);
  parseDayRange(organization, first, last);
  return { from: first, to: last };
}

function serializeFigures(sums: Sums, policy: ScoringPolicy): Letter["period"] {
  const { score, points, provisional } = computeScore(sums, policy);
  const metrics = computeMetrics(sums);
  return {
    performance_score: toScore(score),
    provisional,
    tasks_completed: sums.tasks,
    points: serializePerComponent(points),
    metrics: serializeLatestMetrics(metrics),
    evidence: serializeEvidence(metrics),
  };
}

function serializeRow(
  { assignmentId, title, fact }: TitledCompletion,
  { effect, ifOnTime }: RowEffect,
): Letter["rows"][number] {
  const { skillMatch, difficulty } = fact;
  return {
    assignment_id: Number(assignmentId),
    title,
    completed_at: fact.completedAt.toISOString(),
    completed_on: fact.completedOn,
    due_counted: fact.dueCounted?.toISOString() ?? null,
    on_time: fact.onTime,
    days_early: computeMetrics(toSums(fact)).averageCompletionSpeed.value,
    skill_match: skillMatch === null ? null : toDecimalMatch(skillMatch),
    difficulty: difficulty === null ? null : toDecimalDifficulty(difficulty),
    effect: toScore(effect),
    if_on_time: toScore(ifOnTime),
  };
}

function createTooManyError(): AppError {
  const reason = `must be such that the range has at most ${MAX_LETTER_ROWS} completions`;
  return new AppError(
    "invalid_request",
    `This range has more than ${MAX_LETTER_ROWS} completions. Choose a shorter one.`,
    { invalidParams: [{ name: "from", reason }] },
  );
}
