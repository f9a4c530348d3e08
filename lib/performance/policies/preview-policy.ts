import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { serializeName, showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { recordAccess } from "@/lib/performance/access/record-access";
import { compareForRanking } from "@/lib/performance/domain/ranking/rank-members";
import { countDue, type DueRule } from "@/lib/performance/domain/scoring/due-rule";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import {
  computePreviewFigures,
  type PolicyScore,
  type PreviewedMember,
  type PreviewFigures,
  previewScores,
} from "@/lib/performance/domain/scoring/preview-scores";
import { addDays, toLocalDate } from "@/lib/performance/domain/time/local-time";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import type { RankingCursor } from "@/lib/performance/ledger/queries/ranking-order";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import {
  createRankingCursor,
  parseRankingCursor,
} from "@/lib/performance/pagination/ranking-cursor";
import { findRecentDue } from "@/lib/performance/policies/queries/recent-due";
import {
  listScoredMembers,
  type ScoredMember,
} from "@/lib/performance/policies/queries/scored-members";
import type {
  PolicyDraft,
  PolicyPreview,
  PolicyPreviewQuery,
} from "@/lib/performance/policies/schemas";
import { computeMeanScore } from "@/lib/performance/summaries/group-figures";
import { toScore } from "@/lib/performance/summaries/serializers";
import { toDraft, toPolicyRules } from "./serializers";

const EFFECT_DAYS = 90;

type Previewed = PreviewedMember<ScoredMember>;

/**
 * The scores and ranks that a policy would give every active member, in the order of the new ranking. It changes
 * nothing.
 *
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function previewPolicy(
  context: Context,
  draft: PolicyDraft,
  { limit, cursor }: PolicyPreviewQuery,
): Promise<PolicyPreview> {
  const { database, organizationId, organization, now } = context;
  requirePermission(context.actor, "manage_organization");
  const after = parseRankingCursor(cursor);
  await recordAccess(context, { type: "organization", id: organizationId }, "policy_preview");
  const members = await listScoredMembers(database, organizationId);
  const current = await getCurrentPolicy(context, members);
  const effectiveOn = toLocalDate(now, organization.timeZone);
  const next = { ...toPolicyRules(draft, current), version: current.version + 1, effectiveOn };
  const previewed = previewScores(members, current, next);
  const rest = previewed.filter((row) => after === null || isAfterCursor(row, after));
  const page = showsIndividuals(context) ? rest.slice(0, limit) : null;
  const last = page !== null && rest.length > page.length ? page.at(-1) : undefined;
  return {
    policy_version: current.version,
    ...toDraft(next),
    due_rule_effect: showsIndividuals(context) ? await countLate(context, next.dueRule) : null,
    total_members: members.length,
    ...serializePreview(context, previewed),
    members: page?.map((row) => serializePreviewedMember(context, row)) ?? null,
    next_cursor: last === undefined ? null : createRankingCursor({ ...last.member, ...last.after }),
  };
}

/** How many of the last completions were late, and how many would have been with another rule from their beginning. */
async function countLate(
  { database, organizationId, organization, now }: Context,
  rule: DueRule,
): Promise<PolicyPreview["due_rule_effect"]> {
  const since = addDays(toLocalDate(now, organization.timeZone), 1 - EFFECT_DAYS);
  const recent = await findRecentDue(database, organizationId, since);
  const lateAfter = recent.moved.reduce((late, { completedAt, isLate, changes }) => {
    const { dueCounted } = countDue(rule, changes);
    const isLateThen = dueCounted !== null && dueCounted < completedAt;
    return late + Number(isLateThen) - Number(isLate);
  }, recent.late);
  const { completions, late } = recent;
  return { days: EFFECT_DAYS, completions, late_before: late, late_after: lateAfter };
}

/** The policy that scores the members that were read; a newer one of a concurrent transaction is ignored. */
async function getCurrentPolicy(
  context: Context,
  members: readonly ScoredMember[],
): Promise<ScoringPolicy> {
  const found = await findPolicies(context, members);
  if (found !== null) return found.current;
  const newest = (await listPolicies(context.database, context.organizationId)).at(-1);
  if (newest === undefined) throw new Error("An organization needs a scoring policy.");
  return newest;
}

function isAfterCursor({ member, after }: Previewed, position: RankingCursor): boolean {
  const { place, score, tasks, userId } = position;
  return (
    compareForRanking(
      { userId: member.userId, tasks: member.sums.tasks, ...after },
      { userId, tasks, score: place === 2 ? null : score, provisional: place === 1 },
    ) > 0
  );
}

/** Null where the organization hides individuals: drafts could be subtracted from each other. */
function serializePreview(
  context: Context,
  previewed: readonly Previewed[],
): Pick<PolicyPreview, "before" | "after"> {
  const isShown = showsIndividuals(context);
  return {
    before: isShown
      ? serializeFigures(computePreviewFigures(previewed.map((row) => row.before)))
      : HIDDEN,
    after: isShown
      ? serializeFigures(computePreviewFigures(previewed.map((row) => row.after)))
      : HIDDEN,
  };
}

const HIDDEN = { rated_members: null, ranked_members: null, average_score: null };

function serializeFigures({ rated, ranked, scoreTotal }: PreviewFigures): PolicyPreview["before"] {
  return {
    rated_members: rated,
    ranked_members: ranked,
    average_score: toScore(computeMeanScore(scoreTotal, rated)),
  };
}

function serializePreviewedMember(
  context: Context,
  { member, before, after, scoreChange }: Previewed,
) {
  return {
    user_id: member.userId,
    ...serializeName(context, member),
    before: serializePolicyScore(before),
    after: serializePolicyScore(after),
    score_change: toScore(scoreChange),
  };
}

function serializePolicyScore({ score, provisional, rank }: PolicyScore) {
  return { score: toScore(score), provisional, rank };
}
