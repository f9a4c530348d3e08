import "server-only";
import { type ChangeAuthor, nameChangeAuthor, toAuthorText } from "@/lib/db/change-author";
import type { Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { copyColumns, defineRowset, unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { anyOf, castTo } from "@/lib/db/sql-values";
import { toStoredFactColumns } from "@/lib/performance/ledger/queries/fact-columns";
import {
  contentColumns,
  type StoredAssignment,
  toContentColumns,
} from "@/lib/performance/ledger/queries/stored-assignments";

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

type SkillValues = {
  skillIds: readonly number[];
  levels: readonly number[];
};

const newRows = defineRowset("assignments", writtenColumns);

function insertRows(value: Placeholders<WriteValues>) {
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
    .returning(["id", "external_id"]);
}

const insertAll = compileOnce(insertRows);

type NewSkillValues = SkillValues & { externalIds: readonly string[] };

/** In one statement, so that the record of a new assignment has its skills. */
const insertAllWithSkills = compileOnce((value: Placeholders<WriteValues & NewSkillValues>) =>
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
    .select(["id", "external_id"]),
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
  const values = { organizationId, now: author.at, rows, author: toAuthorText(author) };
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
  return new Map(inserted.map((row) => [row.external_id, row.id]));
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
    .whereRef("assignment.id", "=", "row.id")
    .where(nameChangeAuthor(value.author)),
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
  await execute(transaction, updateAll(values));
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

type ReplaceValues = SkillValues & {
  organizationId: number;
  ids: readonly bigint[];
  requiringIds: readonly bigint[];
};

/** In one statement, so that it is recorded as one change. */
const replaceSkills = compileOnce((value: Placeholders<ReplaceValues>) =>
  kysely
    .with(
      (common) => common("wanted").materialized(),
      (common) =>
        common
          .selectFrom(
            unnestRows("given", {
              assignment_id: ["int8", value.requiringIds],
              skill_id: ["int4", value.skillIds],
              level: ["int2", value.levels],
            }),
          )
          .select(["given.assignment_id", "given.skill_id", "given.level"]),
    )
    .with("removed", (common) =>
      common
        .deleteFrom("assignment_skills as required")
        .where("required.organization_id", "=", value.organizationId)
        .where("required.assignment_id", "=", anyOf(value.ids))
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom("wanted")
                .select("wanted.level")
                .whereRef("wanted.assignment_id", "=", "required.assignment_id")
                .whereRef("wanted.skill_id", "=", "required.skill_id"),
            ),
          ),
        ),
    )
    .insertInto("assignment_skills")
    .columns(["organization_id", "assignment_id", "skill_id", "required_level"])
    .expression((eb) =>
      eb
        .selectFrom("wanted")
        .select(castTo(value.organizationId, "int4").as("organization_id"))
        .select(["wanted.assignment_id", "wanted.skill_id", "wanted.level"]),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "assignment_id", "skill_id"])
        .doUpdateSet((eb) => ({ required_level: eb.ref("excluded.required_level") })),
    ),
);

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
