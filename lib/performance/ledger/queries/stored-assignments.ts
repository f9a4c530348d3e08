import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonObject } from "@/lib/db/json";
import { kysely, type Operand, type Row, type RowOf, withAliases } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import {
  type KeyOf,
  type StoredFieldName,
  storedFieldNames,
  toKey,
} from "@/lib/performance/domain/assignments/field-names";
import type { NamedSkill } from "@/lib/performance/domain/assignments/value-rules";
import type { AppliedFact } from "@/lib/performance/domain/ledger/reconcile";
import type { DueChange } from "@/lib/performance/domain/scoring/due-rule";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { RequiredSkill } from "@/lib/performance/domain/scoring/skill-match";
import {
  type DueChangeRow,
  type FactRow,
  selectCountedFact,
  selectDueChanges,
  selectStoredFact,
  toDueChange,
  toFact,
} from "./fact-columns";

export type AssignmentStatus = Row<"assignments">["status"];

/**
 * The columns of an assignment that a write sets, but for its fact: every declared field, the time of deletion and how
 * exactly the completion is known.
 */
export type ContentColumn = StoredFieldName | "deleted_at" | "completed_precision";
export const contentColumns: readonly (ContentColumn & keyof Row<"assignments">)[] = [
  ...storedFieldNames,
  "deleted_at",
  "completed_precision",
];

/** A select list of `assignments as assignment`. */
export const assignmentColumns = [
  "assignment.id",
  ...contentColumns.map((column) => `assignment.${column}` as const),
  "assignment.created_at",
  "assignment.updated_at",
] as const;
/** A select list of the assignee, `users as member`. */
export const memberColumns = ["member.username", "member.display_name", "member.alias"] as const;

const assignment = withAliases<{ assignment: "assignments" }>();

/** The required skills of an `assignment`, in the order of their names. */
export const selectRequiredSkills = assignment
  .selectFrom("assignment_skills as required")
  .innerJoin("skills as skill", (join) =>
    join
      .onRef("skill.organization_id", "=", "required.organization_id")
      .onRef("skill.id", "=", "required.skill_id"),
  )
  .select((eb) => {
    const name = eb.ref("skill.name");
    const level = eb.ref("required.required_level");
    const skill = jsonObject({ skill_id: eb.ref("required.skill_id"), name, level });
    return jsonList(skill, [name]).as("skills");
  })
  .whereRef("required.organization_id", "=", "assignment.organization_id")
  .whereRef("required.assignment_id", "=", "assignment.id")
  .$asScalar()
  .$notNull();

type RequiredSkillRow = NamedSkill & { readonly skill_id: number };

/** A row with these columns and the required skills. */
export type AssignmentWithMemberRow = RowOf<"assignments", typeof assignmentColumns> &
  RowOf<"users", typeof memberColumns> & {
    readonly required_skills: readonly RequiredSkillRow[];
  };

export function toNamedSkills({
  required_skills: skills,
}: Pick<AssignmentWithMemberRow, "required_skills">): readonly NamedSkill[] {
  return skills.map(({ name, level }) => ({ name, level }));
}

/** These columns of a row, by the keys of an object. Numbers are whole steps of their fields. */
export type ContentOfColumns = {
  readonly [Column in ContentColumn as KeyOf<Column>]: Row<"assignments">[Column];
};

/** TypeScript cannot see that the objects made of this list are complete. */
const keys = contentColumns.map((column) => ({ column, key: toKey(column) }));

export function toContent(row: Pick<Row<"assignments">, ContentColumn>): ContentOfColumns {
  const content: Record<string, unknown> = {};
  for (const { column, key } of keys) content[key] = row[column];
  return content as ContentOfColumns;
}

/** The inverse of `toContent`. */
export function toContentColumns(
  content: ContentOfColumns,
): Pick<Row<"assignments">, ContentColumn> {
  const row: Record<string, unknown> = {};
  for (const { column, key } of keys) row[column] = content[key];
  return row as Pick<Row<"assignments">, ContentColumn>;
}

export type StoredAssignment = ContentOfColumns & {
  readonly id: bigint;
  readonly requiredSkills: readonly RequiredSkill[];
  /** The expected fact; null unless completed. */
  readonly fact: Fact | null;
  /** The applied fact and its member. */
  readonly counted: AppliedFact | null;
  /** What the record says about the due date, the assignee and the completion, oldest first. */
  readonly dueChanges: readonly DueChange[];
  /** Further columns of a list. */
  readonly listed: {
    readonly username: string;
    readonly displayName: string;
    readonly alias: string;
    /** The required skills in the order of their names. */
    readonly skills: readonly NamedSkill[];
    readonly createdAt: Date;
    readonly updatedAt: Date;
  };
};

/** Assignments by the ids of their source, or by their own. */
export type AssignmentKeys =
  | { readonly externalIds: readonly string[] }
  | { readonly ids: readonly bigint[] };

export type KeysKind = "ids" | "externalIds";
export type KeysValues = { ids: readonly bigint[]; externalIds: readonly string[] };

/** The form of a statement about assignments, and the values for its placeholders. */
export function toKeysOperand(keys: AssignmentKeys): { kind: KeysKind; values: KeysValues } {
  return "ids" in keys
    ? { kind: "ids", values: { ids: keys.ids, externalIds: [] } }
    : { kind: "externalIds", values: { ids: [], externalIds: keys.externalIds } };
}

/** The assignees of assignments, and the members in whose ledger they count. */
export function selectAssignees(
  organizationId: Operand<number>,
  kind: KeysKind,
  keys: Placeholders<KeysValues>,
) {
  const assignments = kysely
    .selectFrom("assignments as assignment")
    .where(isAmong(organizationId, kind, keys));
  return assignments
    .select("assignment.user_id")
    .union(
      assignments
        .innerJoin("performance_facts as fact", (join) =>
          join
            .onRef("fact.organization_id", "=", "assignment.organization_id")
            .onRef("fact.assignment_id", "=", "assignment.id"),
        )
        .select("fact.user_id"),
    );
}

/** The stored assignments, deleted ones included, with their expected and applied facts. */
export async function listStoredAssignments(
  transaction: Database | Transaction,
  organizationId: number,
  keys: AssignmentKeys,
): Promise<readonly StoredAssignment[]> {
  const { kind, values } = toKeysOperand(keys);
  const rows = await selectRows(transaction, selectStored({ organizationId, ...values }, kind));
  return rows.map(toAssignment);
}

type CountedRow = {
  readonly counted_fact: FactRow | null;
  readonly counted_user_id: number | null;
  readonly counted_entry_id: bigint | null;
  readonly due_changes: readonly DueChangeRow[];
};

type AssignmentRow = AssignmentWithMemberRow &
  CountedRow & { readonly stored_fact: FactRow | null };

function toAssignment(row: AssignmentRow): StoredAssignment {
  return {
    ...toContent(row),
    id: row.id,
    requiredSkills: row.required_skills.map((skill) => ({
      skillId: skill.skill_id,
      level: skill.level,
    })),
    fact: row.stored_fact === null ? null : toFact(row.stored_fact),
    counted: toAppliedFact(row),
    dueChanges: row.due_changes.map(toDueChange),
    listed: {
      username: row.username,
      displayName: row.display_name,
      alias: row.alias,
      skills: toNamedSkills(row),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    },
  };
}

function toAppliedFact(row: CountedRow): AppliedFact | null {
  const { counted_fact: fact, counted_user_id: userId, counted_entry_id: entryId } = row;
  if (fact === null || userId === null || entryId === null) return null;
  return { userId, entryId, fact: toFact(fact) };
}

function isAmong(
  organizationId: Operand<number>,
  kind: KeysKind,
  { ids, externalIds }: Placeholders<KeysValues>,
) {
  const isOwn = assignment("assignment.organization_id", "=", organizationId);
  return kind === "ids"
    ? isOwn.and("assignment.id", "=", anyOf(ids))
    : isOwn.and("assignment.external_id", "=", anyOf(externalIds));
}

type StoredValues = { organizationId: number } & KeysValues;

const selectStored = compileVariants((value: Placeholders<StoredValues>, kind: KeysKind) =>
  kysely
    .selectFrom("assignments as assignment")
    .leftJoin("performance_facts as fact", (join) =>
      join
        .onRef("fact.organization_id", "=", "assignment.organization_id")
        .onRef("fact.assignment_id", "=", "assignment.id"),
    )
    .innerJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "assignment.organization_id")
        .onRef("member.id", "=", "assignment.user_id"),
    )
    .select(assignmentColumns)
    .select(memberColumns)
    .select([
      selectStoredFact.as("stored_fact"),
      selectCountedFact.as("counted_fact"),
      "fact.user_id as counted_user_id",
      "fact.entry_id as counted_entry_id",
      selectRequiredSkills.as("required_skills"),
      selectDueChanges.as("due_changes"),
    ])
    .where(isAmong(value.organizationId, kind, value)),
);
