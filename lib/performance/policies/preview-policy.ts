import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { serializeName, showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { recordAccess } from "@/lib/performance/access/record-access";
import { compareForRanking } from "@/lib/performance/domain/ranking/rank-members";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import {
  computePreviewFigures,
  type PolicyScore,
  type PreviewedMember,
  type PreviewFigures,
  previewScores,
} from "@/lib/performance/domain/scoring/preview-scores";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import type { RankingCursor } from "@/lib/performance/ledger/queries/ranking-order";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import {
  createRankingCursor,
  parseRankingCursor,
} from "@/lib/performance/pagination/ranking-cursor";
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
  const next = { ...toPolicyRules(draft), version: current.version + 1, effectiveOn };
  const previewed = previewScores(members, current, next);
  const rest = previewed.filter((row) => after === null || isAfterCursor(row, after));
  const page = showsIndividuals(context) ? rest.slice(0, limit) : null;
  const last = page !== null && rest.length > page.length ? page.at(-1) : undefined;
  return {
    policy_version: current.version,
    ...toDraft(next),
    total_members: members.length,
    ...serializePreview(context, previewed),
    members: page?.map((row) => serializePreviewedMember(context, row)) ?? null,
    next_cursor: last === undefined ? null : createRankingCursor({ ...last.member, ...last.after }),
  };
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

/**
 * Where the organization hides individuals, trying many drafts must not reveal one person through who gains or loses a
 * score. So there are no counts, and a mean only over exactly the same people as now.
 */
function serializePreview(
  context: Context,
  previewed: readonly Previewed[],
): Pick<PolicyPreview, "before" | "after"> {
  const before = computePreviewFigures(previewed.map((row) => row.before));
  const after = computePreviewFigures(previewed.map((row) => row.after));
  const isSameGroup = previewed.every(
    (row) => (row.before.score === null) === (row.after.score === null),
  );
  return {
    before: serializeFigures(context, before, true),
    after: serializeFigures(context, after, isSameGroup),
  };
}

function serializeFigures(
  context: Context,
  { rated, ranked, scoreTotal }: PreviewFigures,
  isSameGroup: boolean,
): PolicyPreview["before"] {
  const isOpen = showsIndividuals(context);
  const mean = isOpen || isSameGroup ? computeMeanScore(context, scoreTotal, rated) : null;
  return {
    rated_members: isOpen ? rated : null,
    ranked_members: isOpen ? ranked : null,
    average_score: toScore(mean),
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
