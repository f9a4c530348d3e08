import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonObject } from "@/lib/db/json";
import { kysely, type Row, withAliases } from "@/lib/db/kysely";
import { unionAll } from "@/lib/db/rowsets";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type {
  AssignmentId,
  LedgerEntryId,
  MemberId,
  TeamId,
} from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import {
  type AchievementChange,
  type AchievementChangeRow,
  toAchievementChange,
} from "./achievements";
import {
  type EntryRow,
  entryColumns,
  type StoredEntry,
  selectEntrySums,
  toEntry,
} from "./ledger-entries";

/** An entry and the member's score before it; null where they had none. */
export type EntryAndBefore = {
  readonly entry: StoredEntry;
  readonly scoreBefore: ScoreHundredths | null;
  /** The achievements that it gained and lost, in the order of writing. */
  readonly achieved: readonly AchievementChange[];
};

/** The same for a member who no longer has the assignment. */
export type FormerEntry = EntryAndBefore & {
  readonly member: {
    readonly organizationId: number;
    readonly userId: MemberId;
    readonly teamId: TeamId | null;
    readonly username: string;
    readonly displayName: string;
    readonly alias: string;
  };
};

export type EntriesOfAssignment = {
  /** The newest entry in the ledger of the current assignee; null where the assignment never counted there. */
  readonly newest: EntryAndBefore | null;
  /** The entry of its last change in the ledger of a former assignee; null without one. */
  readonly former: FormerEntry | null;
};

/**
 * The ledger entries behind an assignment's state, for a write that finds nothing to do. A former assignee's entry
 * belongs to the last change if only entries of the same moment follow it.
 */
export async function findAssignmentEntries(
  database: Database | Transaction,
  organizationId: number,
  assignmentId: AssignmentId,
): Promise<EntriesOfAssignment> {
  const rows = await selectRows(
    database,
    selectAssignmentEntries({ organizationId, id: assignmentId }),
  );
  const newest = rows.find((row) => row.is_owner);
  const former = rows.find((row) => !row.is_owner);
  return {
    newest: newest === undefined ? null : toEntryAndBefore(newest),
    former:
      former === undefined
        ? null
        : { ...toEntryAndBefore(former), member: toMember(organizationId, former) },
  };
}

/** The names of a former assignee. */
export async function getFormerMember(
  transaction: Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<FormerEntry["member"]> {
  const member = await transaction.user.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: userId } },
    select: { teamId: true, username: true, displayName: true, alias: true },
  });
  return { organizationId, userId, ...member };
}

/** An entry by its id; null where the organization has none. */
export async function findEntryAndBefore(
  database: Database | Transaction,
  organizationId: number,
  id: LedgerEntryId,
): Promise<EntryAndBefore | null> {
  const row = await selectRow(database, selectEntryAndBefore({ organizationId, id }));
  return row === null ? null : toEntryAndBefore(row);
}

/** The newest entry of an `assignment` in its assignee's ledger, and the one of its last change in another ledger. */
function selectEntriesAbout() {
  const about = withAliases<{ assignment: "assignments" }>()
    .selectFrom("performance_logs as about")
    .selectAll("about")
    .whereRef("about.organization_id", "=", "assignment.organization_id")
    .whereRef("about.assignment_id", "=", "assignment.id")
    .orderBy("about.id", "desc")
    .limit(1);
  const newest = about.whereRef("about.user_id", "=", "assignment.user_id");
  const former = about
    .whereRef("about.user_id", "!=", "assignment.user_id")
    .whereRef("about.recorded_at", ">=", "assignment.updated_at")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("performance_logs as later")
            .select("later.id")
            .whereRef("later.organization_id", "=", "about.organization_id")
            .whereRef("later.assignment_id", "=", "about.assignment_id")
            .whereRef("later.id", ">", "about.id")
            .whereRef("later.recorded_at", "!=", "about.recorded_at"),
        ),
      ),
    );
  return unionAll(newest, former);
}

/** The entry before an `entry` in its member's ledger. */
function selectEarlier() {
  return withAliases<{ entry: "performance_logs" }>()
    .selectFrom("performance_logs as previous")
    .select("previous.performance_score")
    .whereRef("previous.organization_id", "=", "entry.organization_id")
    .whereRef("previous.user_id", "=", "entry.user_id")
    .where((eb) =>
      eb(
        eb.refTuple("previous.created_at", "previous.id"),
        "<",
        eb.refTuple("entry.created_at", "entry.id"),
      ),
    )
    .orderBy("previous.created_at", "desc")
    .orderBy("previous.id", "desc")
    .limit(1);
}

/** The achievements that an `entry` gained and lost, in the order of writing. */
const selectAchieved = withAliases<{ entry: "performance_logs" }>()
  .selectFrom("achievement_changes as change")
  .select((eb) =>
    jsonList(
      jsonObject({
        kind: eb.ref("change.kind"),
        name: eb.ref("change.name"),
        is_gain: eb.ref("change.is_gain"),
      }),
      [eb.ref("change.id")],
    ).as("achieved"),
  )
  .whereRef("change.organization_id", "=", "entry.organization_id")
  .whereRef("change.entry_id", "=", "entry.id")
  .$asScalar()
  .$notNull();

type RowWithBefore = EntryRow & {
  readonly score_before: ScoreHundredths | null;
  readonly achieved: readonly AchievementChangeRow[];
};

function toEntryAndBefore(row: RowWithBefore): EntryAndBefore {
  return {
    entry: toEntry(row),
    scoreBefore: row.score_before,
    achieved: row.achieved.map(toAchievementChange),
  };
}

type MemberRow = Pick<Row<"users">, "team_id" | "username" | "display_name" | "alias"> & {
  readonly user_id: number;
};

function toMember(organizationId: number, row: MemberRow): FormerEntry["member"] {
  return {
    organizationId,
    userId: row.user_id,
    teamId: row.team_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
  };
}

type EntryValues = { organizationId: number; id: LedgerEntryId };

type AssignmentValues = { organizationId: number; id: AssignmentId };

const selectEntryAndBefore = compileOnce((value: Placeholders<EntryValues>) =>
  kysely
    .selectFrom("performance_logs as entry")
    .leftJoinLateral(selectEarlier().as("earlier"), (join) => join.onTrue())
    .select(entryColumns)
    .select([selectEntrySums, "earlier.performance_score as score_before"])
    .select(selectAchieved.as("achieved"))
    .where("entry.organization_id", "=", value.organizationId)
    .where("entry.id", "=", value.id),
);

const selectAssignmentEntries = compileOnce((value: Placeholders<AssignmentValues>) =>
  kysely
    .selectFrom("assignments as assignment")
    .innerJoinLateral(selectEntriesAbout().as("entry"), (join) => join.onTrue())
    .innerJoin("users as member", (join) =>
      join
        .onRef("member.organization_id", "=", "entry.organization_id")
        .onRef("member.id", "=", "entry.user_id"),
    )
    .leftJoinLateral(selectEarlier().as("earlier"), (join) => join.onTrue())
    .select(entryColumns)
    .select((eb) => [
      selectEntrySums,
      "earlier.performance_score as score_before",
      selectAchieved.as("achieved"),
      castTo(eb("entry.user_id", "=", eb.ref("assignment.user_id")), "bool").as("is_owner"),
      ...(["entry.user_id", "member.team_id", "member.username"] as const),
      ...(["member.display_name", "member.alias"] as const),
    ])
    .where("assignment.organization_id", "=", value.organizationId)
    .where("assignment.id", "=", value.id),
);
