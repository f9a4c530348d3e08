import "server-only";
import type { Context } from "@/lib/context";
import type { PendingUpdate } from "@/lib/jobs/job-records";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { Difference } from "@/lib/performance/domain/ledger/check-ledger";
import type {
  CheckpointDifference,
  KeptCheckpoint,
} from "@/lib/performance/domain/seals/kept-checkpoints";
import type { AssignmentId, MemberId } from "@/lib/performance/domain/units/ids";
import { checkReleases } from "@/lib/performance/releases/check-releases";
import { checkSeals } from "@/lib/performance/seals/check-seals";
import { countMemberSummaries } from "@/lib/performance/verification/queries/verification";
import { checkRecordedChanges } from "./check-changes";
import { checkContests } from "./check-contests";
import { checkExpirations } from "./check-expirations";
import { checkProposals } from "./check-proposals";
import { readStoredMembers } from "./read-stored-members";
import { verifyMember } from "./verify-member";

/** `userId` is null where the value is about no single member. */
export type MemberDifference = Difference & { readonly userId: MemberId | null };

/** An assignment whose entries are not written yet, and the job that will write them. */
export type PendingCompletion = PendingUpdate & {
  readonly userId: MemberId;
  readonly assignmentId: AssignmentId;
};

export type Verification = {
  readonly members: number;
  readonly entries: number;
  /** Empty when everything stored is what the assignments and policies give. */
  readonly differences: readonly MemberDifference[];
  /** Completions that are not counted yet, which is no difference; everything else is verified without them. */
  readonly waiting: readonly PendingCompletion[];
  /** The kept checkpoints that the database does not have. */
  readonly checkpoints: readonly CheckpointDifference[];
  /** Rows that no seal holds yet. */
  readonly unsealed: number;
};

export type VerificationOptions = {
  readonly onProgress?: (progress: VerificationProgress) => void;
  readonly kept?: readonly KeptCheckpoint[];
};

export type VerificationProgress = { readonly members: number; readonly ofMembers: number };

/**
 * Recomputes every member of the organization and compares sums, score, snapshots, ledger, streak, work milestones and
 * badges (but `top_performer`) with what is stored; replays the recorded changes of every assignment; checks that each
 * upheld contest names its correction; recomputes each statistical release from what it counts of the ledger; compares
 * decided proposals and expired records with the audit log; and recomputes the hashes of seals and checkpoints. It
 * changes nothing.
 * Concurrent writes cause no differences, because members are read in batches, each at one instant.
 *
 * @param kept the organization's checkpoints that were kept outside the database.
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function verifyOrganization(
  context: Context,
  { onProgress, kept = [] }: VerificationOptions = {},
): Promise<Verification> {
  const { database, organizationId, organization } = context;
  requirePermission(context.actor, "manage_organization");
  const ofMembers = await countMemberSummaries(database, organizationId);
  const waiting: PendingCompletion[] = [];
  const releases = await checkReleases(context);
  const proposals = await checkProposals(context);
  const { checkpoints, unsealed, ...seals } = await checkSeals(context, kept);
  const differences: MemberDifference[] = [
    ...(await checkContests(context)),
    ...(await checkExpirations(context)),
    ...[...releases, ...proposals, ...seals.differences].map((found) => ({
      userId: null,
      ...found,
    })),
    ...(await checkRecordedChanges(context)),
  ];
  let members = 0;
  let entries = 0;
  let after = 0;
  for (;;) {
    const stored = await readStoredMembers(context, after);
    for (const member of stored.members) {
      const { userId } = member.performance;
      const checked = verifyMember(organization, member, stored);
      differences.push(...checked.differences.map((found) => ({ userId, ...found })));
      for (const assignmentId of checked.waiting) {
        const job = stored.jobs.get(assignmentId);
        if (job !== undefined) waiting.push({ userId, assignmentId, ...job });
      }
      entries += member.entries.length;
      after = userId;
      // Recomputing keeps the processor busy: let requests of the same process have their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    members += stored.members.length;
    if (stored.members.length === 0) {
      return { members, entries, differences, waiting, checkpoints, unsealed };
    }
    onProgress?.({ members, ofMembers: Math.max(members, ofMembers) });
  }
}
