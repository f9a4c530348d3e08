import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { assignColumns, columnList, selectJsonRows } from "@/lib/db/json-rows";
import { toStoredFactColumns } from "@/lib/performance/ledger/queries/fact-columns";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";

/** An assignment as it should stand; `counted` is the ledger's to write. */
export type AssignmentContent = Omit<StoredAssignment, "id" | "counted" | "listed">;

const contentColumns = [
  ...["external_id", "user_id", "title", "project", "status", "assigned_at", "started_at"],
  ...["due_at", "completed_at", "difficulty", "skill_match", "deleted_at", "fact_completed_on"],
  ...["fact_on_time", "fact_early_seconds", "fact_duration_seconds", "fact_skill_match"],
  "fact_difficulty",
];

/**
 * Adds assignments, required skills included; answers their ids by `external_id`. One that somebody else added in the
 * meantime is absent.
 */
export async function insertAssignments(
  transaction: Transaction,
  organizationId: number,
  contents: readonly AssignmentContent[],
  now: Date,
): Promise<ReadonlyMap<string, bigint>> {
  if (contents.length === 0) return new Map();
  const inserted = await transaction.$queryRaw<{ id: bigint; external_id: string }[]>(Prisma.sql`
    INSERT INTO assignments (organization_id, created_at, updated_at, ${columnList(contentColumns)})
    SELECT ${organizationId}, ${now}, ${now}, ${columnList(contentColumns)}
    FROM ${selectJsonRows("assignments", contents.map(columnsOfContent))} AS row
    ON CONFLICT (organization_id, external_id) DO NOTHING
    RETURNING id, external_id`);
  const getId = new Map(inserted.map((row) => [row.external_id, row.id]));
  await insertRequiredSkills(
    transaction,
    organizationId,
    contents.flatMap((content) => {
      const id = getId.get(content.externalId);
      return id === undefined ? [] : { id, ...content };
    }),
  );
  return getId;
}

/** A stored assignment's new content; its required skills are written where `withSkills` says that they differ. */
export type AssignmentUpdate = AssignmentContent & {
  readonly id: bigint;
  readonly withSkills: boolean;
};

/** Brings stored assignments to new contents. */
export async function updateAssignments(
  transaction: Transaction,
  organizationId: number,
  contents: readonly AssignmentUpdate[],
  now: Date,
): Promise<void> {
  if (contents.length === 0) return;
  const rows = contents.map((content) => ({ id: content.id, ...columnsOfContent(content) }));
  await transaction.$executeRaw(Prisma.sql`
    UPDATE assignments AS assignment SET updated_at = ${now}, ${assignColumns(contentColumns, "row")}
    FROM ${selectJsonRows("assignments", rows)} AS row
    WHERE assignment.organization_id = ${organizationId} AND assignment.id = row.id`);
  const withSkills = contents.filter((content) => content.withSkills);
  if (withSkills.length === 0) return;
  await transaction.$executeRaw(Prisma.sql`
    DELETE FROM assignment_skills
    WHERE organization_id = ${organizationId} AND assignment_id = ANY (${withSkills.map(({ id }) => id)}::bigint[])`);
  await insertRequiredSkills(transaction, organizationId, withSkills);
}

async function insertRequiredSkills(
  transaction: Transaction,
  organizationId: number,
  contents: readonly (Pick<AssignmentContent, "requiredSkills"> & { readonly id: bigint })[],
): Promise<void> {
  const rows = contents.flatMap(({ id, requiredSkills }) =>
    requiredSkills.map(({ skillId, level }) => ({
      assignment_id: id,
      skill_id: skillId,
      required_level: level,
    })),
  );
  if (rows.length === 0) return;
  await transaction.$executeRaw(Prisma.sql`
    INSERT INTO assignment_skills (organization_id, assignment_id, skill_id, required_level)
    SELECT ${organizationId}, assignment_id, skill_id, required_level
    FROM ${selectJsonRows("assignment_skills", rows)} AS row`);
}

function columnsOfContent(content: AssignmentContent) {
  return {
    external_id: content.externalId,
    user_id: content.userId,
    title: content.title,
    project: content.project,
    status: content.status,
    assigned_at: content.assignedAt,
    started_at: content.startedAt,
    due_at: content.dueAt,
    completed_at: content.completedAt,
    difficulty: content.difficulty,
    skill_match: content.skillMatch,
    deleted_at: content.deletedAt,
    ...toStoredFactColumns(content.fact),
  };
}
