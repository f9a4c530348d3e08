import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

type Value = string | number | bigint | boolean | Date | null | readonly string[] | object;

/** A stored row by the names of its columns. */
export type OwnRow = Readonly<Record<string, Value>>;

/** A row, and its key in the order of the list. */
export type KeyedRow = { readonly key: bigint; readonly row: OwnRow };

type Source = {
  readonly from: string;
  /** Whole, unique among a person's rows. */
  readonly key: string;
  /** The column of the person whose row it is. */
  readonly owner: string;
  readonly columns: string;
};

const sources = {
  skills: {
    from: "user_skills AS row JOIN skills AS skill ON skill.organization_id = row.organization_id AND skill.id = row.skill_id",
    key: "row.skill_id",
    owner: "row.user_id",
    columns: "skill.name AS skill, row.level, row.updated_at",
  },
  teams: {
    from: "team_memberships AS row LEFT JOIN teams AS team ON team.organization_id = row.organization_id AND team.id = row.team_id",
    key: "row.id",
    owner: "row.user_id",
    columns: "row.team_id, team.name AS team, row.since, row.until",
  },
  performance: {
    from: "user_performance AS row",
    key: "row.user_id",
    owner: "row.user_id",
    columns: `row.is_active, row.tasks, row.due, row.on_time, row.early_seconds, row.timed,
      row.duration_seconds, row.skill_rated, row.skill_match AS skill_match_in_ten_thousandths,
      row.difficulty_rated, row.difficulty AS difficulty_in_hundredths,
      row.score AS score_in_hundredths, row.provisional, row.policy_version, row.newest_entry_id,
      row.newest_entry_at, row.hard_tasks, row.on_time_streak, row.longest_on_time_streak,
      row.last_completed_at, row.last_assignment_id, row.evaluated_on::text`,
  },
  counted_facts: {
    from: "performance_facts AS row",
    key: "row.assignment_id",
    owner: "row.user_id",
    columns: `row.assignment_id, row.entry_id, row.completed_at, row.completed_on::text, row.on_time,
      row.early_seconds, row.duration_seconds, row.skill_match AS skill_match_in_ten_thousandths,
      row.difficulty AS difficulty_in_hundredths`,
  },
  milestones: {
    from: "performance_milestones AS row",
    key: "row.id",
    owner: "row.user_id",
    columns: `row.id, row.milestone_type, row.milestone_name, row.description, row.achieved_value,
      row.achievement_data, row.achieved_at, row.revoked_at, row.revoked_reason`,
  },
  badges: {
    from: "performance_badges AS row",
    key: "row.id",
    owner: "row.user_id",
    columns: `row.id, row.badge_name, row.badge_description, row.badge_icon, row.criteria,
      row.criteria_value, row.is_active, row.earned_at`,
  },
  achievement_changes: {
    from: "achievement_changes AS row",
    key: "row.id",
    owner: "row.user_id",
    columns: "row.id, row.kind::text, row.name, row.is_gain, row.entry_id, row.created_at",
  },
  contests: {
    from: "contests AS row",
    key: "row.id",
    owner: "row.user_id",
    columns: `row.id, row.entry_id, row.status::text, row.reason, row.raised_at, row.withdrawn_at,
      row.decided_by, row.decided_at, row.decision_reason, row.correcting_entry_id, row.seen_at`,
  },
  contests_decided: {
    from: "contests AS row",
    key: "row.id",
    owner: "row.decided_by",
    columns: `row.id, row.user_id, row.entry_id, row.status::text, row.decided_at,
      row.decision_reason, row.correcting_entry_id`,
  },
  tokens: {
    from: "api_tokens AS row",
    key: "row.id",
    owner: "row.user_id",
    columns: `row.id, row.name, row.scopes, row.created_at, row.expires_at, row.last_used_at,
      row.revoked_at`,
  },
  share_links: {
    from: "share_links AS row",
    key: "row.id",
    owner: "row.user_id",
    columns: `row.id, row.shares::text, row.name, row.created_at, row.expires_at, row.last_used_at,
      row.revoked_at`,
  },
  sessions: {
    from: "sessions AS row",
    key: "row.id",
    owner: "row.user_id",
    columns: "row.id, row.user_agent, row.created_at, row.expires_at, row.ended_at",
  },
  invitations: {
    from: "invitations AS row",
    key: "row.id",
    owner: "row.user_id",
    columns: "row.id, row.created_at, row.expires_at, row.ended_at",
  },
  imports: {
    from: "imports AS row",
    key: "row.id",
    owner: "row.created_by",
    columns: `row.id, row.status::text, row.format, row.dry_run, row.rows, row.new_rows,
      row.changed_rows, row.unchanged_rows, row.rejected_rows, row.created_at, row.finished_at`,
  },
  import_rows: {
    from: "import_rows AS row",
    key: "row.import_id::bigint * 4294967296 + row.row_number",
    owner: "row.user_id",
    columns: "row.import_id, row.row_number, row.content, row.field, row.reason",
  },
  policies: {
    from: "scoring_policies AS row",
    key: "row.version",
    owner: "row.created_by",
    columns: `row.version, row.weight_on_time, row.weight_skill, row.weight_difficulty,
      row.minimum_sample, row.effective_on::text, row.created_at`,
  },
  looked_at: {
    from: "access_records AS row",
    key: "row.id",
    owner: "row.viewer_id",
    columns: "row.id, row.subject_type::text, row.subject_id, row.surface, row.hour",
  },
  entries_made: {
    from: "performance_logs AS row",
    key: "row.id",
    owner: "row.actor_id",
    columns: "row.id, row.user_id, row.kind::text, row.created_at, row.recorded_at",
  },
  changes_made: {
    from: "audit_log AS row",
    key: "row.id",
    owner: "row.actor_id",
    columns: "row.id, row.action, row.subject_type, row.subject_id, row.detail, row.created_at",
  },
  changes_of_oneself: {
    from: "audit_log AS row",
    key: "row.id",
    owner:
      "CASE WHEN row.subject_type = 'user' AND row.subject_id ~ '^[0-9]{1,9}$' THEN row.subject_id::int END",
    columns: "row.id, row.actor_id, row.action, row.detail, row.created_at",
  },
} as const satisfies Record<string, Source>;

export type OwnSection = keyof typeof sources;

/** Every kind of row that is about a person, but for assignments, entries and snapshots, which have queries of their own. */
export const ownSections = Object.keys(sources).filter(isSection);

/** The tables they stand in. */
export const ownTables = Object.values(sources).map(({ from }) => from.split(" ")[0] ?? from);

/** A page of the rows of one kind that are about a person, in the order of their keys. */
export async function listOwnRows(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  section: OwnSection,
  { after, limit }: { readonly after: bigint | null; readonly limit: number },
): Promise<readonly KeyedRow[]> {
  const { from, key, owner, columns } = sources[section];
  const rows = await database.$queryRaw<({ own_key: bigint } & OwnRow)[]>(Prisma.sql`
    SELECT (${Prisma.raw(key)})::bigint AS own_key, ${Prisma.raw(columns)}
    FROM ${Prisma.raw(from)}
    WHERE row.organization_id = ${organizationId} AND ${Prisma.raw(owner)} = ${userId}
      ${after === null ? Prisma.empty : Prisma.sql`AND ${Prisma.raw(key)} > ${after}`}
    ORDER BY ${Prisma.raw(key)} LIMIT ${limit}`);
  return rows.map(({ own_key: ownKey, ...row }) => ({ key: ownKey, row }));
}

/** What is kept of a person themself; null where the organization has no such member. */
export async function findProfile(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
): Promise<OwnRow | null> {
  const [row] = await database.$queryRaw<OwnRow[]>(Prisma.sql`
    SELECT member.id, member.username, member.email, member.display_name, member.alias,
      member.role::text, member.lead_scope::text, team.name AS team,
      member.password_hash IS NOT NULL AS has_password, member.created_at, member.deactivated_at,
      member.erased_at
    FROM users AS member
    LEFT JOIN teams AS team ON team.organization_id = member.organization_id
      AND team.id = member.team_id
    WHERE member.organization_id = ${organizationId} AND member.id = ${userId}`);
  return row ?? null;
}

/** Who made some entries; null the service itself. */
export async function listActorsOfEntries(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, number | null>> {
  const rows = await database.performanceLog.findMany({
    where: { organizationId, id: { in: [...ids] } },
    select: { id: true, actorId: true },
  });
  return new Map(rows.map(({ id, actorId }) => [id, actorId]));
}

function isSection(name: string): name is OwnSection {
  return name in sources;
}
