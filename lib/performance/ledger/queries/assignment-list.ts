import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import { type AssignmentCursor, getFollowing, getOrder } from "./assignment-order";
import { type FactRow, readFact, selectFact } from "./fact-columns";
import type { Group } from "./groups";
import type { AssignmentStatus } from "./stored-assignments";

/** Null leaves a filter out. Deleted assignments are never listed, unless that is asked for. */
export type AssignmentFilter = {
  readonly owners: Group;
  readonly status: AssignmentStatus | null;
  /** Whether open past its due date at this instant. */
  readonly overdue: { readonly is: boolean; readonly at: Date } | null;
  readonly withDeleted?: boolean;
};

export type ListedAssignment = {
  readonly id: bigint;
  readonly externalId: string;
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly title: string;
  readonly project: string | null;
  readonly status: AssignmentStatus;
  readonly assignedAt: Date | null;
  readonly startedAt: Date | null;
  readonly dueAt: Date | null;
  readonly completedAt: Date | null;
  /** Steps of 1/100. */
  readonly difficulty: number | null;
  /** Steps of 1/10000, as given. */
  readonly skillMatch: number | null;
  readonly requiredSkills: readonly { readonly name: string; readonly level: number }[];
  readonly fact: Fact | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
};

/** A page of assignments. */
export async function listAssignments(
  database: Database | Transaction,
  organizationId: number,
  filter: AssignmentFilter,
  { place, limit }: { readonly place: AssignmentCursor; readonly limit: number },
): Promise<readonly ListedAssignment[]> {
  const order = getOrder(place);
  return selectAssignments(
    database,
    Prisma.sql`${among(organizationId, filter)} ${getFollowing(place)}
      ORDER BY ${order} LIMIT ${limit}`,
    order,
  );
}

/** A member's open assignments past their due date, the longest overdue first, and how many there are. */
export async function listOverdueAssignments(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<{ readonly total: number; readonly first: readonly ListedAssignment[] }> {
  const overdue = among(organizationId, {
    owners: { kind: "member", userId },
    status: "open",
    overdue: { is: true, at },
  });
  const [counted, first] = await Promise.all([
    database.$queryRaw<{ total: number }[]>(
      Prisma.sql`SELECT count(*)::int AS total FROM assignments AS assignment WHERE ${overdue}`,
    ),
    selectAssignments(
      database,
      Prisma.sql`${overdue} ORDER BY assignment.due_at, assignment.id LIMIT ${limit}`,
      Prisma.sql`assignment.due_at, assignment.id`,
    ),
  ]);
  return { total: counted[0]?.total ?? 0, first };
}

/** An assignment, deleted or not; null where the organization has none of this id. */
export async function findAssignment(
  database: Database | Transaction,
  organizationId: number,
  id: bigint,
): Promise<ListedAssignment | null> {
  const wanted = Prisma.sql`assignment.organization_id = ${organizationId} AND assignment.id = ${id}`;
  const [found] = await selectAssignments(database, wanted, Prisma.sql`assignment.id`);
  return found ?? null;
}

/** Some assignments, deleted or not, by their ids. */
export async function listAssignmentsById(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, ListedAssignment>> {
  const wanted = Prisma.sql`assignment.organization_id = ${organizationId}
    AND assignment.id = ANY (${[...ids]}::bigint[])`;
  const found = await selectAssignments(database, wanted, Prisma.sql`assignment.id`);
  return new Map(found.map((assignment) => [assignment.id, assignment]));
}

async function selectAssignments(
  database: Database | Transaction,
  wanted: Prisma.Sql,
  order: Prisma.Sql,
): Promise<readonly ListedAssignment[]> {
  const rows = await database.$queryRaw<ListedRow[]>(Prisma.sql`
    SELECT assignment.id, assignment.external_id, assignment.user_id, member.username,
      member.display_name, member.alias, assignment.title, assignment.project,
      assignment.status::text, assignment.assigned_at, assignment.started_at, assignment.due_at,
      assignment.completed_at, assignment.difficulty, assignment.skill_match,
      ${selectFact("assignment")} AS fact, assignment.created_at, assignment.updated_at,
      assignment.deleted_at,
      (SELECT json_agg(json_build_object('name', skill.name, 'level', required.required_level)
          ORDER BY skill.name)
        FROM assignment_skills AS required
        JOIN skills AS skill ON skill.organization_id = required.organization_id
          AND skill.id = required.skill_id
        WHERE required.organization_id = assignment.organization_id
          AND required.assignment_id = assignment.id) AS required_skills
    FROM (SELECT * FROM assignments AS assignment WHERE ${wanted}) AS assignment
    JOIN users AS member ON member.organization_id = assignment.organization_id
      AND member.id = assignment.user_id
    ORDER BY ${order}`);
  return rows.map(readListed);
}

type ListedRow = {
  id: bigint;
  external_id: string;
  user_id: number;
  username: string;
  display_name: string;
  alias: string;
  title: string;
  project: string | null;
  status: AssignmentStatus;
  assigned_at: Date | null;
  started_at: Date | null;
  due_at: Date | null;
  completed_at: Date | null;
  difficulty: number | null;
  skill_match: number | null;
  fact: FactRow | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
  required_skills: { name: string; level: number }[] | null;
};

function readListed(row: ListedRow): ListedAssignment {
  return {
    id: row.id,
    externalId: row.external_id,
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    title: row.title,
    project: row.project,
    status: row.status,
    assignedAt: row.assigned_at,
    startedAt: row.started_at,
    dueAt: row.due_at,
    completedAt: row.completed_at,
    difficulty: row.difficulty,
    skillMatch: row.skill_match,
    requiredSkills: row.required_skills ?? [],
    fact: row.fact === null ? null : readFact(row.fact),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  };
}

function among(organizationId: number, filter: AssignmentFilter): Prisma.Sql {
  const { owners, status, overdue, withDeleted = false } = filter;
  return Prisma.join(
    [
      Prisma.sql`assignment.organization_id = ${organizationId}`,
      ...ownedBy(organizationId, owners),
      ...(withDeleted ? [] : [Prisma.sql`assignment.deleted_at IS NULL`]),
      ...(status === null ? [] : [Prisma.sql`assignment.status = ${status}::"AssignmentStatus"`]),
      ...(overdue === null
        ? []
        : [
            Prisma.sql`(assignment.status = 'open' AND assignment.due_at IS NOT NULL
              AND assignment.due_at < ${overdue.at}) = ${overdue.is}`,
          ]),
    ],
    " AND ",
  );
}

function ownedBy(organizationId: number, owners: Group): Prisma.Sql[] {
  switch (owners.kind) {
    case "organization":
      return [];
    case "team":
      return [
        Prisma.sql`assignment.user_id IN (SELECT id FROM users
          WHERE organization_id = ${organizationId} AND team_id = ${owners.teamId})`,
      ];
    case "member":
      return [Prisma.sql`assignment.user_id = ${owners.userId}`];
  }
}
