import "server-only";
import type { Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { copyColumns, defineRowset } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { anyOf, castTo } from "@/lib/db/sql-values";
import { toStoredFactColumns } from "@/lib/performance/ledger/queries/fact-columns";
import {
  contentColumns,
  type StoredAssignment,
  toContentColumns,
} from "@/lib/performance/ledger/queries/stored-assignments";

/** The new content of an assignment. The ledger writes `counted`. */
export type AssignmentContent = Omit<StoredAssignment, "id" | "counted" | "listed">;

const writtenColumns = [
  ...contentColumns,
  ...(["fact_completed_on", "fact_on_time", "fact_early_seconds"] as const),
  ...(["fact_duration_seconds", "fact_skill_match", "fact_difficulty"] as const),
] as const;

type WriteValues = { organizationId: number; now: Date; rows: string };

const newRows = defineRowset("assignments", writtenColumns);

const insertAll = compileOnce((value: Placeholders<WriteValues>) =>
  kysely
    .insertInto("assignments")
    .columns(["organization_id", "created_at", "updated_at", ...writtenColumns])
    .expression(
      kysely
        .selectFrom(newRows.asRow(value.rows))
        .select([
          castTo(value.organizationId, "int4").as("organization_id"),
          castTo(value.now, "timestamptz").as("created_at"),
          castTo(value.now, "timestamptz").as("updated_at"),
        ])
        .select(writtenColumns),
    )
    .onConflict((conflict) => conflict.columns(["organization_id", "external_id"]).doNothing())
    .returning(["id", "external_id"]),
);

/**
 * Adds assignments, required skills included. Returns their ids by `external_id`; one that another transaction added
 * in the meantime is absent.
 */
export async function insertAssignments(
  transaction: Transaction,
  organizationId: number,
  contents: readonly AssignmentContent[],
  now: Date,
): Promise<ReadonlyMap<string, bigint>> {
  if (contents.length === 0) return new Map();
  const rows = newRows.toJson(contents.map(toColumns));
  const inserted = await selectRows(transaction, insertAll({ organizationId, now, rows }));
  const ids = new Map(inserted.map((row) => [row.external_id, row.id]));
  await insertRequiredSkills(
    transaction,
    organizationId,
    contents.flatMap((content) => {
      const id = ids.get(content.externalId);
      return id === undefined ? [] : { id, ...content };
    }),
  );
  return ids;
}

/** New content for a stored assignment. `withSkills`: whether its required skills differ. */
export type AssignmentUpdate = AssignmentContent & {
  readonly id: bigint;
  readonly withSkills: boolean;
};

const changedRows = defineRowset("assignments", ["id", ...writtenColumns]);

const updateAll = compileOnce((value: Placeholders<WriteValues>) =>
  kysely
    .updateTable("assignments as assignment")
    .from(changedRows.asRow(value.rows))
    .set({ updated_at: value.now, ...copyColumns("assignments", writtenColumns, "row") })
    .where("assignment.organization_id", "=", value.organizationId)
    .whereRef("assignment.id", "=", "row.id"),
);

/** Writes the new contents of stored assignments. */
export async function updateAssignments(
  transaction: Transaction,
  organizationId: number,
  contents: readonly AssignmentUpdate[],
  now: Date,
): Promise<void> {
  if (contents.length === 0) return;
  const rows = changedRows.toJson(
    contents.map((content) => ({ id: content.id, ...toColumns(content) })),
  );
  await execute(transaction, updateAll({ organizationId, now, rows }));
  const withSkills = contents.filter((content) => content.withSkills);
  if (withSkills.length === 0) return;
  await execute(
    transaction,
    kysely
      .deleteFrom("assignment_skills")
      .where("organization_id", "=", organizationId)
      .where("assignment_id", "=", anyOf(withSkills.map(({ id }) => id))),
  );
  await insertRequiredSkills(transaction, organizationId, withSkills);
}

const skillRows = defineRowset("assignment_skills", [
  "assignment_id",
  "skill_id",
  "required_level",
]);

const insertSkills = compileOnce((value: Placeholders<{ organizationId: number; rows: string }>) =>
  kysely
    .insertInto("assignment_skills")
    .columns(["organization_id", ...skillRows.columns])
    .expression(
      kysely
        .selectFrom(skillRows.asRow(value.rows))
        .select(castTo(value.organizationId, "int4").as("organization_id"))
        .select(skillRows.columns),
    ),
);

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
  await execute(transaction, insertSkills({ organizationId, rows: skillRows.toJson(rows) }));
}

function toColumns(content: AssignmentContent) {
  return { ...toContentColumns(content), ...toStoredFactColumns(content.fact) };
}
