import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { AchievementChange } from "@/lib/performance/ledger/queries/achievements";
import {
  type EntryRow,
  readEntry,
  type StoredEntry,
  selectEntry,
} from "@/lib/performance/ledger/queries/ledger-entries";

/** An entry and the member's score before it, in hundredths; null where they had none. */
export type EntryAndBefore = {
  readonly entry: StoredEntry;
  readonly scoreBefore: number | null;
  /** What was gained and lost by it, in the order in which it was written. */
  readonly achieved: readonly AchievementChange[];
};

/** The same of somebody who does not have the assignment any more. */
export type FormerEntry = EntryAndBefore & {
  readonly member: {
    readonly organizationId: number;
    readonly userId: number;
    readonly teamId: number | null;
    readonly username: string;
    readonly displayName: string;
    readonly alias: string;
  };
};

export type EntriesOfAssignment = {
  /** The newest in the ledger of the member who has it now; null where it never counted there. */
  readonly newest: EntryAndBefore | null;
  /** What its last change led to in the ledger of a member who had it before; null where it led to nothing there. */
  readonly former: FormerEntry | null;
};

/**
 * What the ledgers say of the state that an assignment is in, for a write that finds nothing to do. The entry of a former
 * member is of the last change where nothing but entries of the same moment followed it.
 */
export async function findAssignmentEntries(
  database: Database | Transaction,
  organizationId: number,
  assignmentId: bigint,
): Promise<EntriesOfAssignment> {
  const about = Prisma.sql`SELECT * FROM performance_logs AS about
    WHERE about.organization_id = assignment.organization_id AND about.assignment_id = assignment.id`;
  const rows = await database.$queryRaw<AboutRow[]>(Prisma.sql`
    SELECT ${selectWithBefore}, entry.user_id = assignment.user_id AS is_owner, entry.user_id,
      member.team_id, member.username, member.display_name, member.alias
    FROM assignments AS assignment
    JOIN LATERAL (
      (${about} AND about.user_id = assignment.user_id ORDER BY about.id DESC LIMIT 1)
      UNION ALL
      (${about} AND about.user_id <> assignment.user_id
        AND about.recorded_at >= assignment.updated_at
        AND NOT EXISTS (
          SELECT FROM performance_logs AS later
          WHERE later.organization_id = about.organization_id
            AND later.assignment_id = about.assignment_id AND later.id > about.id
            AND later.recorded_at <> about.recorded_at)
        ORDER BY about.id DESC LIMIT 1)
    ) AS entry ON true
    JOIN users AS member ON member.organization_id = entry.organization_id
      AND member.id = entry.user_id
    ${joinEarlier}
    WHERE assignment.organization_id = ${organizationId} AND assignment.id = ${assignmentId}`);
  const newest = rows.find(({ is_owner: isOwner }) => isOwner);
  const former = rows.find(({ is_owner: isOwner }) => !isOwner);
  return {
    newest: newest === undefined ? null : readAbout(newest),
    former:
      former === undefined
        ? null
        : { ...readAbout(former), member: readMember(organizationId, former) },
  };
}

/** A member as they are named beside what was taken from them. */
export async function getFormerMember(
  transaction: Transaction,
  organizationId: number,
  userId: number,
): Promise<FormerEntry["member"]> {
  const member = await transaction.user.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: userId } },
    select: { teamId: true, username: true, displayName: true, alias: true },
  });
  return { organizationId, userId, ...member };
}

/** An entry by its id; null where the organization has none. */
export async function findEntryAndBefore(
  database: Database | Transaction,
  organizationId: number,
  id: bigint,
): Promise<EntryAndBefore | null> {
  const [row] = await database.$queryRaw<RowWithBefore[]>(Prisma.sql`
    SELECT ${selectWithBefore} FROM performance_logs AS entry ${joinEarlier}
    WHERE entry.organization_id = ${organizationId} AND entry.id = ${id}`);
  return row === undefined ? null : readAbout(row);
}

const selectWithBefore = Prisma.sql`
  ${selectEntry}, earlier.performance_score AS score_before,
  (SELECT json_agg(json_build_object('kind', kind, 'name', name, 'isGain', is_gain) ORDER BY id)
    FROM achievement_changes AS change
    WHERE change.organization_id = entry.organization_id AND change.entry_id = entry.id
  ) AS achieved`;

/** The entry before each in its member's ledger. */
const joinEarlier = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT performance_score FROM performance_logs AS previous
    WHERE previous.organization_id = entry.organization_id AND previous.user_id = entry.user_id
      AND (previous.created_at, previous.id) < (entry.created_at, entry.id)
    ORDER BY previous.created_at DESC, previous.id DESC LIMIT 1
  ) AS earlier ON true`;

type RowWithBefore = EntryRow & {
  score_before: number | null;
  achieved: AchievementChange[] | null;
};

type AboutRow = RowWithBefore & {
  is_owner: boolean;
  user_id: number;
  team_id: number | null;
  username: string;
  display_name: string;
  alias: string;
};

function readAbout(row: RowWithBefore): EntryAndBefore {
  return { entry: readEntry(row), scoreBefore: row.score_before, achieved: row.achieved ?? [] };
}

function readMember(organizationId: number, row: AboutRow): FormerEntry["member"] {
  return {
    organizationId,
    userId: row.user_id,
    teamId: row.team_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
  };
}
