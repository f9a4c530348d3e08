import "server-only";
import { sql } from "kysely";
import { type ChangeAuthor, nameChangeAuthor, toAuthorText } from "@/lib/db/change-author";
import type { Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { keepRowState, selectRowState } from "@/lib/db/row-states";
import { copyColumns, defineRowset, unnestRows } from "@/lib/db/rowsets";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import { toStoredFactColumns } from "@/lib/performance/ledger/queries/fact-columns";
import {
  contentColumns,
  type StoredAssignment,
  toContentColumns,
} from "@/lib/performance/ledger/queries/stored-assignments";
import { replaceSkills, type SkillValues } from "./replace-skills";

/** The new content of an assignment. The ledger writes `counted`. */
export type AssignmentContent = Omit<StoredAssignment, "id" | "counted" | "listed" | "dueChanges">;

const writtenColumns = [
  ...contentColumns,
  ...(["fact_completed_on", "fact_due_counted", "fact_due_rule", "fact_due_moved"] as const),
  ...(["fact_due_moved_after", "fact_due_moved_for_absence", "fact_due_unrecorded"] as const),
  ...(["fact_on_time", "fact_early_seconds"] as const),
  ...(["fact_duration_seconds", "fact_skill_match", "fact_difficulty"] as const),
] as const;

type WriteValues = { organizationId: number; now: Date; rows: string; author: string };
type InsertValues = WriteValues & { keepsState: boolean };

const newRows = defineRowset("assignments", writtenColumns);

function insertRows(value: Placeholders<InsertValues>) {
  return kysely
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
        .select(writtenColumns)
        .where(nameChangeAuthor(value.author)),
    )
    .onConflict((conflict) => conflict.columns(["organization_id", "external_id"]).doNothing())
    .returning(["id", "external_id"])
    .returning(
      sql<
        string | null
      >`case when ${value.keepsState}::bool then ${selectRowState("assignments")} end`.as("state"),
    );
}

const insertAll = compileOnce(insertRows);

type NewSkillValues = SkillValues & { externalIds: readonly string[] };

/** In one statement, so that the record of a new assignment has its skills. */
const insertAllWithSkills = compileOnce((value: Placeholders<InsertValues & NewSkillValues>) =>
  kysely
    .with("inserted", () => insertRows(value))
    .with("required", (common) =>
      common
        .insertInto("assignment_skills")
        .columns(["organization_id", "assignment_id", "skill_id", "required_level"])
        .expression(
          common
            .selectFrom("inserted")
            .innerJoin(
              unnestRows("wanted", {
                external_id: ["text", value.externalIds],
                skill_id: ["int4", value.skillIds],
                level: ["int2", value.levels],
              }),
              "wanted.external_id",
              "inserted.external_id",
            )
            .select(castTo(value.organizationId, "int4").as("organization_id"))
            .select(["inserted.id", "wanted.skill_id", "wanted.level"]),
        ),
    )
    .selectFrom("inserted")
    .select(["id", "external_id", "state"]),
);

/**
 * Adds assignments, required skills included. Returns their ids by `external_id`; one that another transaction added
 * in the meantime is absent.
 */
export async function insertAssignments(
  transaction: Transaction,
  organizationId: number,
  contents: readonly AssignmentContent[],
  author: ChangeAuthor,
): Promise<ReadonlyMap<string, bigint>> {
  if (contents.length === 0) return new Map();
  const rows = newRows.toJson(contents.map(toColumns));
  const keepsState = contents.length === 1;
  const values = { organizationId, now: author.at, rows, author: toAuthorText(author), keepsState };
  const required = listRequired(contents);
  const inserted = await selectRows(
    transaction,
    required.length === 0
      ? insertAll(values)
      : insertAllWithSkills({
          ...values,
          ...toSkillValues(required),
          externalIds: required.map(({ content }) => content.externalId),
        }),
  );
  const [only] = keepsState ? inserted : [];
  if (only !== undefined) keepRowState(transaction, "assignments", only.id, only.state);
  return new Map(inserted.map((row) => [row.external_id, row.id]));
}

/** New content for a stored assignment. `withSkills`: whether its required skills differ. */
export type AssignmentUpdate = AssignmentContent & {
  readonly id: bigint;
  readonly withSkills: boolean;
};

const changedRows = defineRowset("assignments", ["id", ...writtenColumns]);

const buildUpdate = (value: Placeholders<WriteValues>) =>
  kysely
    .updateTable("assignments as assignment")
    .from(changedRows.asRow(value.rows))
    .set({ updated_at: value.now, ...copyColumns("assignments", writtenColumns, "row") })
    .where("assignment.organization_id", "=", value.organizationId)
    .whereRef("assignment.id", "=", "row.id")
    .where(nameChangeAuthor(value.author));

const updateAll = compileOnce(buildUpdate);

const updateOne = compileOnce((value: Placeholders<WriteValues>) =>
  buildUpdate(value).returning([
    "assignment.id",
    sql<
      string | null
    >`case when assignment.deleted_at is null then ${selectRowState("assignment")} end`.as("state"),
  ]),
);

/** Writes the new contents of stored assignments. */
export async function updateAssignments(
  transaction: Transaction,
  organizationId: number,
  contents: readonly AssignmentUpdate[],
  author: ChangeAuthor,
): Promise<void> {
  if (contents.length === 0) return;
  const rows = changedRows.toJson(
    contents.map((content) => ({ id: content.id, ...toColumns(content) })),
  );
  const values = { organizationId, now: author.at, rows, author: toAuthorText(author) };
  if (contents.length === 1) {
    const written = await selectRow(transaction, updateOne(values));
    if (written !== null) keepRowState(transaction, "assignments", written.id, written.state);
  } else {
    await execute(transaction, updateAll(values));
  }
  const withSkills = contents.filter((content) => content.withSkills);
  if (withSkills.length === 0) return;
  const required = listRequired(withSkills);
  await execute(
    transaction,
    replaceSkills({
      organizationId,
      ids: withSkills.map(({ id }) => id),
      ...toSkillValues(required),
      requiringIds: required.map(({ content }) => content.id),
    }),
  );
}

type Required<Content> = {
  readonly content: Content;
  readonly skill: AssignmentContent["requiredSkills"][number];
};

function listRequired<Content extends Pick<AssignmentContent, "requiredSkills">>(
  contents: readonly Content[],
): readonly Required<Content>[] {
  return contents.flatMap((content) => content.requiredSkills.map((skill) => ({ content, skill })));
}

function toSkillValues(required: readonly Required<unknown>[]): SkillValues {
  return {
    skillIds: required.map(({ skill }) => skill.skillId),
    levels: required.map(({ skill }) => skill.level),
  };
}

function toColumns(content: AssignmentContent) {
  return { ...toContentColumns(content), ...toStoredFactColumns(content.fact) };
}
