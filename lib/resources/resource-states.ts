import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { findKeptRowState, selectRowState } from "@/lib/db/row-states";
import { selectRow } from "@/lib/db/select-rows";
import { castTo, parameter } from "@/lib/db/sql-values";

/** The resources that clients write by a URL of their own. */
export type ResourceName =
  | "assignment"
  | "assignment_by_external_id"
  | "member"
  | "team"
  | "skill"
  | "organization"
  | "policy"
  | "contest"
  | "connection"
  | "import"
  | "import_mapping"
  | "job";

export type ResourceKey = {
  readonly organizationId: number;
  /** As the path names it; empty where the organization has only one. */
  readonly id: string;
  readonly now: Date;
};

type RowOfResource = {
  /** Its alias is `row`. */
  readonly table: string;
  readonly where: RawBuilder<boolean>;
  /** Text that every write of the resource changes. */
  readonly state: RawBuilder<string>;
};

const rowState = selectRowState("row");

function findById(table: string, type: "int4" | "int8") {
  return ({ organizationId, id }: ResourceKey): RowOfResource => ({
    table,
    where: sql`row.organization_id = ${organizationId}::int4 AND row.id = ${castTo(parameter(id, "text"), type)}`,
    state: rowState,
  });
}

const findAssignment = findById("assignments", "int8");

/** Of a policy and of the settings. */
function findOrganization({ organizationId }: ResourceKey, state: RawBuilder<string>) {
  return { table: "organizations", where: sql<boolean>`row.id = ${organizationId}::int4`, state };
}

const rows: Readonly<Record<ResourceName, (key: ResourceKey) => RowOfResource>> = {
  // A change of the required skills writes the row too.
  assignment: (key) => {
    const found = findAssignment(key);
    return { ...found, where: sql`${found.where} AND row.deleted_at IS NULL` };
  },
  assignment_by_external_id: ({ organizationId, id }) => ({
    table: "assignments",
    where: sql`row.organization_id = ${organizationId}::int4 AND row.external_id = ${id}::text
      AND row.deleted_at IS NULL`,
    state: rowState,
  }),
  member: (key) => ({
    ...findById("users", "int4")(key),
    state: sql`${rowState} || coalesce((
      SELECT string_agg(concat_ws(' ', skill_id, level, skill.xmin), ',' ORDER BY skill_id) FROM user_skills AS skill
      WHERE skill.organization_id = row.organization_id AND skill.user_id = row.id), '')`,
  }),
  team: findById("teams", "int4"),
  skill: findById("skills", "int4"),
  // Jobs write this row every night. An approved change is in force from its instant on, without a write.
  organization: (key) =>
    findOrganization(
      key,
      sql`md5((to_jsonb(row) - 'evaluated_on' - 'released_through')::text) || (
        SELECT count(*) FROM jsonb_array_elements(row.approved_changes) AS change
        WHERE (change ->> 'at')::numeric <= ${String(key.now.getTime())}::text::numeric)`,
    ),
  // Versions are only added, with the organization locked.
  policy: (key) =>
    findOrganization(
      key,
      sql`(SELECT max(version)::text FROM scoring_policies WHERE organization_id = row.id)`,
    ),
  contest: findById("contests", "int8"),
  // Its secrets are rotated and ended.
  connection: (key) => ({
    ...findById("connections", "int4")(key),
    state: sql`${rowState} || coalesce((
      SELECT string_agg(concat_ws(' ', secret.id, secret.xmin), ',' ORDER BY secret.id)
      FROM connection_secrets AS secret
      WHERE secret.organization_id = row.organization_id AND secret.connection_id = row.id), '')`,
  }),
  import: findById("imports", "int4"),
  // Its row has the number of its newest version.
  import_mapping: (key) => {
    const found = findById("import_mappings", "int4")(key);
    return { ...found, where: sql`${found.where} AND row.deleted_at IS NULL` };
  },
  // Its table is partitioned.
  job: ({ organizationId, id }) => ({
    table: "pts_jobs.job",
    where: sql`(row.data ->> 'organization_id')::int4 = ${organizationId}::int4 AND row.id = ${id}::text::uuid`,
    state: sql`md5(to_jsonb(row)::text)`,
  }),
};

/** The state of a resource; null where there is none. */
export async function findResourceState(
  connection: Database | Transaction,
  name: ResourceName,
  key: ResourceKey,
): Promise<string | null> {
  const { state } = rows[name](key);
  const found = await selectRow(connection, selectResource(name, key).select(state.as("state")));
  return found?.state ?? null;
}

/** The state in which the transaction leaves a resource; null where it deleted it. */
export async function findWrittenState(
  transaction: Transaction,
  name: ResourceName,
  key: ResourceKey,
): Promise<string | null> {
  const kept =
    name === "assignment" ? findKeptRowState(transaction, "assignments", key.id) : undefined;
  return kept === undefined ? findResourceState(transaction, name, key) : kept;
}

/** Locks a resource until the transaction ends. Read its state in a later statement: this one may have waited. */
export async function lockResource(
  transaction: Transaction,
  name: ResourceName,
  key: ResourceKey,
): Promise<void> {
  const locked = sql.lit(1).as("locked");
  await selectRow(transaction, selectResource(name, key).select(locked).forNoKeyUpdate());
}

function selectResource(name: ResourceName, key: ResourceKey) {
  const { table, where } = rows[name](key);
  return kysely.selectFrom(sql<object>`${sql.table(table)}`.as("row")).where(where);
}
