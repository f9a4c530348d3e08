import "server-only";
import type { Expression, SelectQueryBuilder, SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely, type Operand, type Row, type Schema, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf, castTo } from "@/lib/db/sql-values";
import type { NamedSkill } from "@/lib/performance/domain/assignments/value-rules";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import { type AssignmentCursor, getOrder, isFollowing } from "./assignment-order";
import { type FactRow, selectStoredFact, toFact } from "./fact-columns";
import type { Group } from "./groups";
import {
  type AssignmentStatus,
  type AssignmentWithMemberRow,
  assignmentColumns,
  type ContentOfColumns,
  memberColumns,
  selectRequiredSkills,
  toContent,
  toNamedSkills,
} from "./stored-assignments";

/** Null leaves a filter out. Deleted assignments are listed with `withDeleted` only. */
export type AssignmentFilter = {
  readonly owners: Group;
  readonly status: AssignmentStatus | null;
  /** Whether open past its due date at this instant. */
  readonly overdue: { readonly is: boolean; readonly at: Date } | null;
  readonly withDeleted?: boolean;
  /** The key of its source. */
  readonly externalId?: string | undefined;
  readonly updatedSince?: Date | undefined;
};

export type ListedAssignment = ContentOfColumns & {
  readonly id: bigint;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly requiredSkills: readonly NamedSkill[];
  readonly fact: Fact | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A page of assignments. */
export async function listAssignments(
  database: Database | Transaction,
  organizationId: number,
  filter: AssignmentFilter,
  { place, limit }: { readonly place: AssignmentCursor; readonly limit: number },
): Promise<readonly ListedAssignment[]> {
  const order = getOrder(place);
  const page = kysely
    .selectFrom("assignments as assignment")
    .selectAll("assignment")
    .where(isAmong(organizationId, filter))
    .where(isFollowing(place))
    .orderBy(order)
    .limit(limit);
  const rows = await selectRows(database, selectListed(page).orderBy(order));
  return rows.map(toListed);
}

/** A member's first overdue assignments, the longest overdue first, and the number of all. */
export async function listOverdueAssignments(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<{ readonly total: number; readonly first: readonly ListedAssignment[] }> {
  const values = { organizationId, userId, at };
  const [counted, rows] = await Promise.all([
    selectRow(database, countOverdue(values)),
    selectRows(database, selectFirstOverdue({ ...values, limit })),
  ]);
  return { total: counted?.total ?? 0, first: rows.map(toListed) };
}

/** An assignment, deleted or not; null where the organization has none of this id. */
export async function findAssignment(
  database: Database | Transaction,
  organizationId: number,
  id: bigint,
): Promise<ListedAssignment | null> {
  const found = await listAssignmentsById(database, organizationId, [id]);
  return found.get(id) ?? null;
}

/** The id of the assignment with this key of its source; null where there is none, or it was deleted. */
export async function findAssignmentId(
  database: Database | Transaction,
  organizationId: number,
  externalId: string,
): Promise<AssignmentId | null> {
  const found = await selectRow(
    database,
    kysely
      .selectFrom("assignments")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("external_id", "=", externalId)
      .where("deleted_at", "is", null),
  );
  return found?.id ?? null;
}

/** Some assignments, deleted or not, by their ids. */
export async function listAssignmentsById(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, ListedAssignment>> {
  const rows = await selectRows(database, selectById({ organizationId, ids }));
  return new Map(rows.map((row) => [row.id, toListed(row)]));
}

type OverdueValues = { organizationId: number; userId: number; at: Date };

function selectOverdue({ organizationId, userId, at }: Placeholders<OverdueValues>) {
  return kysely
    .selectFrom("assignments as assignment")
    .where("assignment.organization_id", "=", organizationId)
    .where("assignment.user_id", "=", userId)
    .where("assignment.deleted_at", "is", null)
    .where(isOverdue(at));
}

const countOverdue = compileOnce((value: Placeholders<OverdueValues>) =>
  selectOverdue(value).select((eb) => castTo(eb.fn.countAll(), "int4").as("total")),
);

const selectFirstOverdue = compileOnce((value: Placeholders<OverdueValues & { limit: number }>) => {
  const first = selectOverdue(value)
    .selectAll("assignment")
    .orderBy("assignment.due_at")
    .orderBy("assignment.id")
    .limit(value.limit);
  return selectListed(first).orderBy("assignment.due_at").orderBy("assignment.id");
});

const selectById = compileOnce(
  (value: Placeholders<{ organizationId: number; ids: readonly bigint[] }>) =>
    selectListed(
      kysely
        .selectFrom("assignments as assignment")
        .selectAll("assignment")
        .where("assignment.organization_id", "=", value.organizationId)
        .where("assignment.id", "=", anyOf(value.ids)),
    ),
);

/** Joins to the wanted assignments only. */
function selectListed(wanted: SelectQueryBuilder<Schema, never, Row<"assignments">>) {
  return kysely
    .selectFrom(wanted.as("assignment"))
    .innerJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "assignment.organization_id")
        .onRef("member.id", "=", "assignment.user_id"),
    )
    .select(assignmentColumns)
    .select(memberColumns)
    .select([selectStoredFact.as("fact"), selectRequiredSkills.as("required_skills")]);
}

type ListedRow = AssignmentWithMemberRow & { readonly fact: FactRow | null };

function toListed(row: ListedRow): ListedAssignment {
  return {
    ...toContent(row),
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    requiredSkills: toNamedSkills(row),
    fact: row.fact === null ? null : toFact(row.fact),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const assignment = withAliases<{ assignment: "assignments" }>();

function isAmong(organizationId: number, filter: AssignmentFilter): Expression<SqlBool> {
  const { owners, status, overdue, withDeleted = false, externalId, updatedSince } = filter;
  return assignment.and([
    assignment("assignment.organization_id", "=", organizationId),
    ...listOwnerConditions(organizationId, owners),
    ...(withDeleted ? [] : [assignment("assignment.deleted_at", "is", null)]),
    ...(status === null ? [] : [assignment("assignment.status", "=", status)]),
    ...(externalId === undefined ? [] : [assignment("assignment.external_id", "=", externalId)]),
    ...(updatedSince === undefined
      ? []
      : [assignment("assignment.updated_at", ">=", updatedSince)]),
    ...(overdue === null ? [] : [assignment(isOverdue(overdue.at), "=", overdue.is)]),
  ]);
}

function isOverdue(at: Operand<Date>): Expression<SqlBool> {
  return assignment.and([
    assignment("assignment.status", "=", "open"),
    assignment("assignment.due_at", "is not", null),
    assignment("assignment.due_at", "<", at),
  ]);
}

function listOwnerConditions(
  organizationId: number,
  owners: Group,
): readonly Expression<SqlBool>[] {
  switch (owners.kind) {
    case "organization":
      return [];
    case "team":
      return [
        assignment("assignment.user_id", "in", (eb) =>
          eb
            .selectFrom("users")
            .select("users.id")
            .where("users.organization_id", "=", organizationId)
            .where("users.team_id", "=", owners.teamId),
        ),
      ];
    case "member":
      return [assignment("assignment.user_id", "=", owners.userId)];
  }
}
