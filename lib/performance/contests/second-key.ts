import "server-only";
import type { Context, SessionActor } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { AppError, createForbiddenError, createUnknownReferenceError } from "@/lib/errors";
import { listRolesOfPermission, requirePermission } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { listRoleHolders, type RoleHolder } from "@/lib/performance/access/queries/role-holders";
import { canDecideContestOf, requireDecidable } from "@/lib/performance/access/visible-members";
import { findContest, listContestsById } from "@/lib/performance/contests/queries/contests";
import type { StoredContest } from "@/lib/performance/contests/queries/stored-contests";
import type { SecondKeyState } from "@/lib/performance/contests/schemas";
import type { ContestId, MemberId } from "@/lib/performance/domain/units/ids";
import {
  listValidProposals,
  type ProposalRecord,
} from "@/lib/performance/members/queries/proposals";
import { voidProposals } from "@/lib/performance/members/void-proposals";
import { requireDecisions } from "./contest-reach";

/** Whether the caller made the contested change: another person decides about it. */
export function isChangeOfCaller({ actor }: Context, { change }: StoredContest): boolean {
  return actor.userId !== null && change?.actorId === actor.userId;
}

/**
 * The contests about the caller's own changes that the caller alone could decide, so that a second person has to agree,
 * by id. Absent: contests that another person with the permission can decide, and all that are not open.
 */
export async function findSecondKeys(
  context: Context,
  connection: Database | Transaction,
  contests: readonly StoredContest[],
): Promise<ReadonlyMap<ContestId, SecondKeyState>> {
  const { actor, organizationId, now } = context;
  const own = contests.filter(
    (contest) =>
      contest.status === "open" &&
      isChangeOfCaller(context, contest) &&
      canDecideContestOf(actor, contest),
  );
  if (own.length === 0 || !showsIndividuals(context)) return new Map();
  const roles = listRolesOfPermission("decide_contests");
  const holders = await listRoleHolders(connection, organizationId, roles);
  const others = holders.filter(({ id }) => id !== actor.userId).map(toActor);
  const alone = own.filter((contest) => !others.some((one) => canDecideContestOf(one, contest)));
  if (alone.length === 0) return new Map();
  const proposals = await listOwnProposals(context, connection);
  return new Map(
    alone.map(({ id }) => {
      const ofContest = proposals.filter((proposal) => proposal.from_value === String(id));
      const isApproved = ofContest.some((proposal) => isInForce(proposal, now));
      const proposed = ofContest.length > 0 ? "proposed" : "needed";
      return [id, isApproved ? "approved" : proposed] as const;
    }),
  );
}

/** The ids of contests that a second person let the caller decide. */
export async function listApprovedContestIds(
  context: Context,
  connection: Database | Transaction,
): Promise<readonly ContestId[]> {
  if (context.actor.userId === null) return [];
  const proposals = await listOwnProposals(context, connection);
  return proposals
    .filter((proposal) => isInForce(proposal, context.now))
    .map(({ from_value: id }) => BigInt(id));
}

/**
 * Checks that the caller did not make the contested change, or that a second person let them decide it, because no
 * other person may. The proposals about the contest end with its decision.
 *
 * @throws AppError `forbidden` where another person decides; `conflict` without an approval.
 */
export async function requireOtherPerson(
  transaction: Transaction,
  context: Context,
  contest: StoredContest,
): Promise<void> {
  if (contest.change === null) return;
  if (isChangeOfCaller(context, contest)) {
    const state = (await findSecondKeys(context, transaction, [contest])).get(contest.id);
    if (state === undefined) throw createOwnChangeError();
    if (state !== "approved") throw createNotApprovedError();
  }
  await endDecisionProposals(transaction, context, contest.id);
}

/**
 * Checks that only a second person can let the caller decide a contest.
 *
 * @throws AppError `forbidden` without permission and about the caller's own work; `unknown_reference` for a contest
 * out of reach; `conflict` where the caller needs no second person.
 */
export async function requireSecondKeyForContest(
  transaction: Transaction,
  context: Context,
  id: ContestId,
): Promise<void> {
  const { actor, organizationId } = context;
  requirePermission(actor, "decide_contests");
  requireDecisions(context);
  const contest = requireDecidable(actor, await findContest(transaction, organizationId, id), () =>
    createUnknownReferenceError("contest_id"),
  );
  if ((await findSecondKeys(context, transaction, [contest])).has(id)) return;
  throw new AppError(
    "conflict",
    "This contest needs no second person: it is closed, it is not about a change that you made, or another person decides about it. Nothing was changed.",
  );
}

/** The member who raised a proposed contest, and whether it is open, by its id as a proposal names it. */
export async function findProposedContests(
  connection: Database | Transaction,
  organizationId: number,
  proposals: readonly ProposalRecord[],
): Promise<ReadonlyMap<string, { readonly userId: MemberId; readonly isOpen: boolean }>> {
  const ids = proposals.flatMap(({ setting, from_value: from }) =>
    setting === "contest_decision" ? [BigInt(from)] : [],
  );
  const contests = await listContestsById(connection, organizationId, ids);
  return new Map(
    contests.map(({ id, userId, status }) => [String(id), { userId, isOpen: status === "open" }]),
  );
}

/** Ends the proposals about a contest that is decided or withdrawn. */
export async function endDecisionProposals(
  transaction: Transaction,
  context: Context,
  id: ContestId,
): Promise<void> {
  const valid = await listValidProposals(transaction, context.organizationId, "contest_decision");
  const proposals = valid.filter(({ from_value: from }) => from === String(id));
  await voidProposals(transaction, context, proposals);
}

function createNotApprovedError(): AppError {
  return new AppError(
    "conflict",
    "You made the contested change, and no other person may decide about it. Propose to decide it yourself first: a second person approves. Nothing was changed.",
  );
}

function createOwnChangeError(): AppError {
  return createForbiddenError("second_person", {
    detail:
      "You made the contested change: another person has to decide about it. Nothing was changed.",
  });
}

async function listOwnProposals(
  { actor, organizationId }: Context,
  connection: Database | Transaction,
): Promise<readonly ProposalRecord[]> {
  const valid = await listValidProposals(connection, organizationId, "contest_decision");
  return valid.filter(({ proposed_by: by }) => by === actor.userId);
}

function isInForce({ effective_at: at }: ProposalRecord, now: Date): boolean {
  return at !== null && at.getTime() <= now.getTime();
}

function toActor(holder: RoleHolder): SessionActor {
  const { id, organization_id: organizationId, display_name: displayName, ...person } = holder;
  return {
    ...{ kind: "session", scopes: null, credentialId: 0 },
    ...{ userId: id, organizationId, displayName, username: person.username },
    ...{ role: person.role, teamId: person.team_id, leadScope: person.lead_scope },
  };
}
