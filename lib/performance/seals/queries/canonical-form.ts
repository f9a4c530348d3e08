import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Row, Schema } from "@/lib/db/kysely";
import type { SealedTable } from "@/lib/performance/domain/seals/seal";

/**
 * How a column is written: an instant in milliseconds since 1970, a day as `YYYY-MM-DD`; every other value as
 * PostgreSQL writes it in JSON.
 */
type Style = "value" | "instant" | "day";

type Columns<Table extends SealedTable> = { readonly [Name in keyof Row<Table>]?: Style };

/** The columns of the canonical form, by name. */
type Form = { readonly [Table in SealedTable]: Columns<Table> };

/**
 * A version never changes, because seals hold hashes of it: another form is another version. It has neither floating
 * point numbers, which follow from the others, nor what may change after the row was sealed. `id` names the row.
 */
const forms: Readonly<Record<number, Form>> = {
  1: {
    performance_logs: {
      ...{ id: "value", user_id: "value", assignment_id: "value", kind: "value" },
      ...{ created_at: "instant", recorded_at: "instant", actor_id: "value", corrects: "value" },
      ...{ policy_version: "value", tasks_completed: "value", due: "value", on_time: "value" },
      ...{ early_seconds: "value", timed: "value", duration_seconds: "value" },
      ...{ skill_rated: "value", skill_match: "value" },
      ...{ difficulty_rated: "value", difficulty: "value" },
      ...{ performance_score: "value", score_change: "value" },
      ...{ points_on_time: "value", points_skill: "value", points_difficulty: "value" },
      contribution_on_time: "value",
      contribution_skill: "value",
      contribution_difficulty: "value",
    },
    assignment_changes: {
      ...{ id: "value", assignment_id: "value", event: "value", before: "value", after: "value" },
      ...{ was_due_passed: "value", is_due_passed: "value", actor_id: "value", source: "value" },
      ...{ reason: "value", created_at: "instant" },
    },
    scoring_policies: {
      ...{ version: "value", weight_on_time: "value", weight_skill: "value" },
      ...{ weight_difficulty: "value", minimum_sample: "value", due_rule: "value" },
      effective_on: "day",
      ...{ created_by: "value", created_at: "instant" },
    },
    setting_proposals: {
      ...{ id: "value", setting: "value", from_value: "value", to_value: "value" },
      ...{ proposed_by: "value", proposed_at: "instant" },
    },
    audit_log: {
      ...{ id: "value", actor_id: "value", action: "value", subject_type: "value" },
      ...{ subject_id: "value", detail: "value", created_at: "instant" },
    },
    aggregate_releases: {
      ...{ id: "value", team_id: "value", first_day: "day", last_day: "day", threshold: "value" },
      ...{ policy_version: "value", algorithm: "value", members: "value", completions: "value" },
      ...{ mean_score: "value", score_deviation: "value", mean_on_time: "value" },
      ...{ mean_skill: "value", mean_difficulty: "value", bins: "value", created_at: "instant" },
    },
    seal_expirations: {
      ...{ id: "value", user_id: "value", seal_number: "value", expired_rows: "value" },
      ...{ rows: "value", hash: "value", created_at: "instant" },
    },
  },
};

/** The version with which new seals are made. */
export const NEWEST_FORM = 1;

/** The columns that name a row and its time, which decides when it may be sealed. */
export const keyColumns = {
  performance_logs: { id: "id", at: "recorded_at" },
  assignment_changes: { id: "id", at: "created_at" },
  scoring_policies: { id: "version", at: "created_at" },
  setting_proposals: { id: "id", at: "proposed_at" },
  audit_log: { id: "id", at: "created_at" },
  aggregate_releases: { id: "id", at: "created_at" },
  seal_expirations: { id: "id", at: "created_at" },
} as const satisfies {
  readonly [Table in SealedTable]: {
    readonly id: keyof Schema[Table];
    readonly at: keyof Schema[Table];
  };
};

export function isKnownForm(form: number): boolean {
  return forms[form] !== undefined;
}

/** @throws Error for a version that this release does not know. */
export function listSealedColumns(table: SealedTable, form: number): ReadonlyMap<string, Style> {
  const columns = forms[form]?.[table];
  if (columns === undefined) throw new Error(`Form ${form} of sealed rows is not known.`);
  const sorted = Object.entries(columns).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return new Map(sorted);
}

/** The canonical form of a row as a text of JSON, with its columns in the order of their names. */
export function toCanonicalForm(table: SealedTable, form: number): RawBuilder<string> {
  const parts = [...listSealedColumns(table, form)].flatMap(([name, style]) => [
    sql.lit(name),
    write(name, style),
  ]);
  return sql<string>`json_build_object(${sql.join(parts)})::text`;
}

function write(name: string, style: Style): RawBuilder<unknown> {
  const column = sql.ref(name);
  switch (style) {
    case "value":
      return sql`${column}`;
    case "instant":
      return sql`(extract(epoch from ${column}) * 1000)::bigint`;
    case "day":
      return sql`to_char(${column}, 'YYYY-MM-DD')`;
  }
}
