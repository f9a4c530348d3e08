import "server-only";
import type { Transaction } from "@/lib/db/client";
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
import type { AppliedFact } from "@/lib/performance/domain/ledger/reconcile";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { RequiredSkill } from "@/lib/performance/domain/scoring/skill-match";
import { type FactRow, selectCountedFact, selectStoredFact, toFact } from "./fact-columns";

export type AssignmentStatus = Row<"assignments">["status"];

/** The columns of an assignment that a write sets, but for its fact: every declared field, and the time of deletion. */
export type ContentColumn = StoredFieldName | "deleted_at";
export const contentColumns: readonly (ContentColumn & keyof Row<"assignments">)[] = [
  ...storedFieldNames,
  "deleted_at",
];

/** The same as a select list of `assignments as assignment`. */
export const selectedContentColumns = contentColumns.map(
  (column) => `assignment.${column}` as const,
);

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
  /** Further columns of a list. */
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
  transaction: Transaction,
  organizationId: number,
  keys: AssignmentKeys,
): Promise<readonly StoredAssignment[]> {
  const { kind, values } = toKeysOperand(keys);
  const rows = await selectRows(transaction, selectStored({ organizationId, ...values }, kind));
  return rows.map(toAssignment);
}

const storedColumns = [
  "assignment.id",
  ...selectedContentColumns,
  "assignment.created_at",
  "assignment.updated_at",
] as const;
const memberColumns = ["member.username", "member.display_name", "member.alias"] as const;

type RequiredSkillRow = {
  readonly skill_id: number;
  readonly required_level: number;
  readonly name: string;
};

type CountedRow = {
  readonly counted_fact: FactRow | null;
  readonly counted_user_id: number | null;
  readonly counted_entry_id: bigint | null;
};

type AssignmentRow = RowOf<"assignments", typeof storedColumns> &
  RowOf<"users", typeof memberColumns> &
  CountedRow & {
    readonly stored_fact: FactRow | null;
    readonly required_skills: readonly RequiredSkillRow[];
  };

function toAssignment(row: AssignmentRow): StoredAssignment {
  return {
    ...toContent(row),
    id: row.id,
    requiredSkills: row.required_skills.map((skill) => ({
      skillId: skill.skill_id,
      level: skill.required_level,
    })),
    fact: row.stored_fact === null ? null : toFact(row.stored_fact),
    counted: toAppliedFact(row),
    listed: {
      username: row.username,
      displayName: row.display_name,
      alias: row.alias,
      skills: row.required_skills.map((skill) => ({
        name: skill.name,
        level: skill.required_level,
      })),
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
  const eb = withAliases<{ assignment: "assignments" }>();
  const isOwn = eb("assignment.organization_id", "=", organizationId);
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
    .select(storedColumns)
    .select(memberColumns)
    .select((eb) => [
      selectStoredFact.as("stored_fact"),
      selectCountedFact.as("counted_fact"),
      "fact.user_id as counted_user_id",
      "fact.entry_id as counted_entry_id",
      eb
        .selectFrom("assignment_skills as required")
        .innerJoin("skills as skill", (join) =>
          join
            .onRef("skill.organization_id", "=", "required.organization_id")
            .onRef("skill.id", "=", "required.skill_id"),
        )
        .select((one) =>
          jsonList(
            jsonObject({
              skill_id: one.ref("required.skill_id"),
              required_level: one.ref("required.required_level"),
              name: one.ref("skill.name"),
            }),
            [one.ref("skill.name")],
          ).as("skills"),
        )
        .whereRef("required.organization_id", "=", "assignment.organization_id")
        .whereRef("required.assignment_id", "=", "assignment.id")
        .$asScalar()
        .$notNull()
        .as("required_skills"),
    ])
    .where(isAmong(value.organizationId, kind, value)),
);
