import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf, hasKey } from "@/lib/db/sql-values";
import type { RecordedFields } from "@/lib/performance/domain/changes/replay-changes";
import type {
  ActorId,
  AssignmentChangeId,
  AssignmentId,
  MemberId,
  SkillId,
} from "@/lib/performance/domain/units/ids";
import { selectChangeHolder } from "@/lib/performance/ledger/queries/contested-records";
import { selectNamedActors } from "@/lib/performance/members/queries/named-actors";

type ChangeRow = Row<"assignment_changes">;

/** A recorded change of an assignment. */
export type AssignmentChangeRecord = {
  readonly id: AssignmentChangeId;
  readonly event: ChangeRow["event"];
  readonly before: RecordedFields | null;
  readonly after: RecordedFields;
  readonly wasDuePassed: boolean | null;
  readonly isDuePassed: boolean | null;
  readonly actorId: ActorId | null;
  readonly source: ChangeRow["source"];
  readonly reason: ChangeRow["reason"];
  readonly createdAt: Date;
};

/** The newest changes of an assignment, the last one first. */
export async function listAssignmentChanges(
  database: Database,
  organizationId: number,
  assignmentId: AssignmentId,
  limit: number,
): Promise<readonly AssignmentChangeRecord[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("assignment_changes")
      .select(["id", "event", "before", "after", "was_due_passed", "is_due_passed"])
      .select(["actor_id", "source", "reason", "created_at"])
      .where("organization_id", "=", organizationId)
      .where("assignment_id", "=", assignmentId)
      .orderBy("id", "desc")
      .limit(limit),
  );
  return rows.map(toRecord);
}

type RecordRow = Pick<
  ChangeRow,
  | "id"
  | "event"
  | "before"
  | "after"
  | "was_due_passed"
  | "is_due_passed"
  | "actor_id"
  | "source"
  | "reason"
  | "created_at"
>;

function toRecord(row: RecordRow): AssignmentChangeRecord {
  return {
    ...{ id: row.id, event: row.event, source: row.source, reason: row.reason },
    // Triggers write these columns.
    before: row.before as RecordedFields | null,
    after: row.after as RecordedFields,
    wasDuePassed: row.was_due_passed,
    isDuePassed: row.is_due_passed,
    actorId: row.actor_id,
    createdAt: row.created_at,
  };
}

/** A recorded change, and who had and has the assignment. */
export type HeldChange = {
  readonly record: AssignmentChangeRecord;
  /** The member who had the assignment after it. */
  readonly holder: MemberId;
  /** The assignment as it is now; null where it is gone. */
  readonly assignment: {
    readonly id: AssignmentId;
    readonly userId: MemberId;
    readonly completedAt: Date | null;
    readonly isDeleted: boolean;
  } | null;
};

/** Changes by id. */
export async function listChangesById(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly AssignmentChangeId[],
): Promise<readonly HeldChange[]> {
  if (ids.length === 0) return [];
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("assignment_changes as change")
      .leftJoin("assignments as assignment", (join) =>
        join
          .onRef("assignment.organization_id", "=", "change.organization_id")
          .onRef("assignment.id", "=", "change.assignment_id"),
      )
      .select(["change.id", "change.event", "change.before", "change.after"])
      .select(["change.was_due_passed", "change.is_due_passed", "change.actor_id"])
      .select(["change.source", "change.reason", "change.created_at"])
      .select("change.assignment_id")
      .select(["assignment.user_id", "assignment.completed_at", "assignment.deleted_at"])
      .select(selectChangeHolder.as("holder"))
      .where("change.organization_id", "=", organizationId)
      .where("change.id", "=", anyOf(ids)),
  );
  return rows.map((row) => ({
    record: toRecord(row),
    holder: row.holder,
    assignment:
      row.user_id === null
        ? null
        : {
            id: row.assignment_id,
            userId: row.user_id,
            completedAt: row.completed_at,
            isDeleted: row.deleted_at !== null,
          },
  }));
}

export type DueChangeRecord = Pick<
  AssignmentChangeRecord,
  "before" | "after" | "wasDuePassed" | "isDuePassed" | "reason" | "actorId" | "createdAt"
> & { readonly assignmentId: AssignmentId };

/**
 * The changes of the due dates of a member's assignments since they have them, the first one first. The change that
 * gave them an assignment is left out: its former due date is another member's.
 */
export async function listDueChanges(
  database: Database,
  organizationId: number,
  userId: MemberId,
  assignmentIds: readonly AssignmentId[],
): Promise<readonly DueChangeRecord[]> {
  if (assignmentIds.length === 0) return [];
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("assignment_changes as change")
      .innerJoin("assignments as assignment", (join) =>
        join
          .onRef("assignment.organization_id", "=", "change.organization_id")
          .onRef("assignment.id", "=", "change.assignment_id")
          .on("assignment.user_id", "=", userId),
      )
      .select(["change.assignment_id", "change.before", "change.after", "change.was_due_passed"])
      .select(["change.is_due_passed", "change.reason", "change.actor_id", "change.created_at"])
      .where("change.organization_id", "=", organizationId)
      .where("change.assignment_id", "=", anyOf(assignmentIds))
      .where("change.event", "in", ["changed", "deleted"])
      .where((eb) => hasKey(eb.ref("change.after"), "due_at"))
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom("assignment_changes as later")
              .select("later.id")
              .whereRef("later.organization_id", "=", "change.organization_id")
              .whereRef("later.assignment_id", "=", "change.assignment_id")
              .whereRef("later.id", ">=", "change.id")
              .where((one) => hasKey(one.ref("later.after"), "user_id")),
          ),
        ),
      )
      .orderBy("change.id"),
  );
  return rows.map((row) => ({
    assignmentId: row.assignment_id,
    before: row.before as RecordedFields | null,
    after: row.after as RecordedFields,
    wasDuePassed: row.was_due_passed,
    isDuePassed: row.is_due_passed,
    reason: row.reason,
    actorId: row.actor_id,
    createdAt: row.created_at,
  }));
}

/** A member or a service account that a change names. */
export type ChangeActor = Pick<
  Row<"users">,
  "organization_id" | "team_id" | "username" | "display_name" | "alias"
> & { readonly id: ActorId };

/** Members and service accounts by id. */
export async function listChangeActors(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly ActorId[],
): Promise<ReadonlyMap<ActorId, ChangeActor>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRows(
    database,
    kysely
      .selectFrom(selectNamedActors(organizationId).as("actor"))
      .selectAll("actor")
      .where("actor.id", "=", anyOf(ids)),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The names of skills, by id. */
export async function listSkillNames(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly SkillId[],
): Promise<ReadonlyMap<SkillId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("skills")
      .select(["id", "name"])
      .where("organization_id", "=", organizationId)
      .where("id", "=", anyOf(ids)),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The skills that an assignment requires, and the levels of its assignee; null where they were never rated. */
export async function listRequiredLevels(
  database: Database,
  organizationId: number,
  assignmentId: AssignmentId,
): Promise<
  readonly { readonly skillId: SkillId; readonly level: number; readonly held: number | null }[]
> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("assignment_skills as required")
      .innerJoin("assignments as assignment", (join) =>
        join
          .onRef("assignment.organization_id", "=", "required.organization_id")
          .onRef("assignment.id", "=", "required.assignment_id"),
      )
      .leftJoin("user_skills as held", (join) =>
        join
          .onRef("held.organization_id", "=", "required.organization_id")
          .onRef("held.user_id", "=", "assignment.user_id")
          .onRef("held.skill_id", "=", "required.skill_id"),
      )
      .select(["required.skill_id", "required.required_level", "held.level as held"])
      .where("required.organization_id", "=", organizationId)
      .where("required.assignment_id", "=", assignmentId),
  );
  return rows.map(({ skill_id: skillId, required_level: level, held }) => ({
    skillId,
    level,
    held,
  }));
}
