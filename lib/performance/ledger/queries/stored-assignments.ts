import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { AppliedFact } from "@/lib/performance/domain/ledger/reconcile";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { RequiredSkill } from "@/lib/performance/domain/scoring/skill-match";
import { type FactRow, readFact, selectFact } from "./fact-columns";

export type AssignmentStatus = "open" | "completed" | "cancelled";

export type StoredAssignment = {
  readonly id: bigint;
  readonly externalId: string;
  readonly userId: number;
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
  readonly requiredSkills: readonly RequiredSkill[];
  readonly deletedAt: Date | null;
  /** The fact that ought to count; null unless completed. */
  readonly fact: Fact | null;
  /** The fact that does count, and for whom. */
  readonly counted: AppliedFact | null;
  /** What it is listed with besides. */
  readonly listed: {
    readonly username: string;
    readonly displayName: string;
    readonly alias: string;
    /** The required skills in the order of their names. */
    readonly skills: readonly { readonly name: string; readonly level: number }[];
    readonly createdAt: Date;
    readonly updatedAt: Date;
  };
};

/** Which assignments: by the ids of their source, or by their own. */
export type AssignmentKeys =
  | { readonly externalIds: readonly string[] }
  | { readonly ids: readonly bigint[] };

/** Selects the members whom assignments concern: who has them, and for whom they count. */
export function selectAssignees(organizationId: number, keys: AssignmentKeys): Prisma.Sql {
  return Prisma.sql`
    SELECT assignment.user_id FROM assignments AS assignment WHERE ${among(organizationId, keys)}
    UNION
    SELECT fact.user_id FROM assignments AS assignment
    JOIN performance_facts AS fact ON fact.organization_id = assignment.organization_id
      AND fact.assignment_id = assignment.id
    WHERE ${among(organizationId, keys)}`;
}

/** The assignments that are there, deleted ones included, with the facts that ought to count and do count. */
export async function listStoredAssignments(
  transaction: Transaction,
  organizationId: number,
  keys: AssignmentKeys,
): Promise<readonly StoredAssignment[]> {
  const rows = await transaction.$queryRaw<AssignmentRow[]>(Prisma.sql`
    SELECT assignment.id, external_id, assignment.user_id, title, project, status::text,
      assigned_at, started_at, due_at, assignment.completed_at, assignment.difficulty,
      assignment.skill_match, deleted_at,
      ${selectFact("assignment")} AS stored_fact, ${selectFact("fact")} AS counted_fact,
      fact.user_id AS counted_user_id, fact.entry_id AS counted_entry_id,
      (SELECT json_agg(json_build_object('skillId', skill_id, 'level', required_level, 'name', skill.name)
          ORDER BY skill.name)
        FROM assignment_skills AS required
        JOIN skills AS skill ON skill.organization_id = required.organization_id
          AND skill.id = required.skill_id
        WHERE required.organization_id = assignment.organization_id
          AND required.assignment_id = assignment.id) AS required_skills,
      member.username, member.display_name, member.alias, assignment.created_at,
      assignment.updated_at
    FROM assignments AS assignment
    JOIN users AS member ON member.organization_id = assignment.organization_id
      AND member.id = assignment.user_id
    LEFT JOIN performance_facts AS fact ON fact.organization_id = assignment.organization_id
      AND fact.assignment_id = assignment.id
    WHERE ${among(organizationId, keys)}`);
  return rows.map(readAssignment);
}

type AssignmentRow = {
  id: bigint;
  external_id: string;
  user_id: number;
  title: string;
  project: string | null;
  status: AssignmentStatus;
  assigned_at: Date | null;
  started_at: Date | null;
  due_at: Date | null;
  completed_at: Date | null;
  difficulty: number | null;
  skill_match: number | null;
  deleted_at: Date | null;
  stored_fact: FactRow | null;
  counted_fact: FactRow | null;
  counted_user_id: number | null;
  counted_entry_id: bigint | null;
  required_skills: (RequiredSkill & { name: string })[] | null;
  username: string;
  display_name: string;
  alias: string;
  created_at: Date;
  updated_at: Date;
};

function readAssignment(row: AssignmentRow): StoredAssignment {
  const skills = row.required_skills ?? [];
  return {
    id: row.id,
    externalId: row.external_id,
    userId: row.user_id,
    title: row.title,
    project: row.project,
    status: row.status,
    assignedAt: row.assigned_at,
    startedAt: row.started_at,
    dueAt: row.due_at,
    completedAt: row.completed_at,
    difficulty: row.difficulty,
    skillMatch: row.skill_match,
    requiredSkills: skills.map(({ skillId, level }) => ({ skillId, level })),
    deletedAt: row.deleted_at,
    fact: row.stored_fact === null ? null : readFact(row.stored_fact),
    counted: readCounted(row),
    listed: {
      username: row.username,
      displayName: row.display_name,
      alias: row.alias,
      skills: skills.map(({ name, level }) => ({ name, level })),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    },
  };
}

function readCounted(row: AssignmentRow): AppliedFact | null {
  const { counted_fact: fact, counted_user_id: userId, counted_entry_id: entryId } = row;
  if (fact === null || userId === null || entryId === null) return null;
  return { userId, entryId, fact: readFact(fact) };
}

function among(organizationId: number, keys: AssignmentKeys): Prisma.Sql {
  return "ids" in keys
    ? Prisma.sql`assignment.organization_id = ${organizationId} AND assignment.id = ANY (${[...keys.ids]}::bigint[])`
    : Prisma.sql`assignment.organization_id = ${organizationId} AND assignment.external_id = ANY (${[...keys.externalIds]}::text[])`;
}
