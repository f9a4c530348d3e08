import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { unionAll } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import {
  type Group,
  isActiveIn,
  type NewestEntry,
  newestEntryColumns,
  toGroupOperand,
} from "@/lib/performance/ledger/queries/groups";
import {
  type CursorForm,
  isRanked,
  type RankingCursor,
  rankDownTo,
  rankingKeyColumns,
  rankingKeys,
  rankingKeysDescending,
  selectInOrder,
  selectPlace,
  toCursorOperand,
} from "@/lib/performance/ledger/queries/ranking-order";

/** A member of a leaderboard, by their current score. */
export type LeaderboardMember = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly score: ScoreHundredths | null;
  readonly tasks: number;
  readonly provisional: boolean;
  /** Among the group's ranked members. */
  readonly rank: number | null;
};

/** A page after a position, or a page around a member with `before` members before them. */
export type LeaderboardPage =
  | {
      readonly kind: "after";
      readonly after: RankingCursor | null;
      readonly limit: number;
      /** Leaves out all members but these; null: no member. */
      readonly among: readonly MemberId[] | null;
    }
  | {
      readonly kind: "around";
      readonly userId: MemberId;
      readonly before: number;
      readonly limit: number;
    };

export type LeaderboardRows = NewestEntry & {
  readonly members: number;
  readonly ranked: number;
  readonly rows: readonly LeaderboardMember[];
};

/** A page of a group's leaderboard, in the order of the ranking. No rows where the member is not in the group. */
export async function listLeaderboard(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  page: LeaderboardPage,
): Promise<LeaderboardRows> {
  const { kind, id: groupId } = toGroupOperand(group);
  const { form, values: position } = toCursorOperand(page.kind === "after" ? page.after : null);
  const values = {
    ...{ organizationId, groupId, limit: page.limit, ...position },
    among: page.kind === "after" ? (page.among ?? []) : [],
    userId: page.kind === "around" ? page.userId : 0,
    before: page.kind === "around" ? page.before : 0,
  };
  const isAmong = page.kind === "after" && page.among !== null;
  const rows = await selectRows(
    database,
    selectLeaderboard(values, { kind, form: page.kind === "around" ? "around" : form, isAmong }),
  );
  const [figures] = rows;
  return {
    members: figures?.members ?? 0,
    ranked: figures?.ranked_members ?? 0,
    newestEntryId: figures?.newest_entry_id ?? null,
    policyVersion: figures?.policy_version ?? null,
    rows: rows.filter(isMember).map(toMember),
  };
}

type LeaderboardRow = {
  readonly user_id: MemberId;
  readonly username: string;
  readonly display_name: string;
  readonly alias: string;
  readonly score: ScoreHundredths | null;
  readonly tasks: number;
  readonly provisional: boolean;
  readonly rank: number | null;
};

/** A page without members has one row, with the figures alone. */
function isMember<Row extends { readonly user_id: MemberId | null }>(
  row: Row,
): row is Row & LeaderboardRow {
  return row.user_id !== null;
}

function toMember(row: LeaderboardRow): LeaderboardMember {
  return {
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    alias: row.alias,
    score: row.score,
    tasks: row.tasks,
    provisional: row.provisional,
    rank: row.rank,
  };
}

type Values = ReturnType<typeof toCursorOperand>["values"] & {
  readonly organizationId: number;
  readonly groupId: number;
  readonly limit: number;
  readonly among: readonly MemberId[];
  readonly userId: MemberId;
  readonly before: number;
};
type Form = {
  readonly kind: Group["kind"];
  readonly form: CursorForm | "around";
  readonly isAmong: boolean;
};

const selectLeaderboard = compileVariants((value: Placeholders<Values>, form: Form) => {
  const { organizationId } = value;
  const group = { kind: form.kind, id: value.groupId };
  return kysely
    .with("figures", (db) =>
      db
        .selectFrom("user_performance as performance")
        .select((eb) => [
          castTo(eb.fn.countAll(), "int4").as("members"),
          castTo(eb.fn.countAll().filterWhere(isRanked), "int4").as("ranked_members"),
          ...newestEntryColumns,
        ])
        .where(isActiveIn(organizationId, group)),
    )
    .with("page", () => selectPage(value, form))
    .with(
      (cte) => cte("ranking").materialized(),
      (db) =>
        rankDownTo(
          organizationId,
          group,
          db
            .selectFrom("page")
            .select((eb) => eb.fn.min("page.score").as("score"))
            .where("page.place", "=", 0)
            .$asScalar(),
        ),
    )
    .selectFrom("figures")
    .leftJoin("page as person", (join) => join.onTrue())
    .leftJoin("users as member", (join) =>
      join
        .on("member.organization_id", "=", organizationId)
        .onRef("member.id", "=", "person.user_id"),
    )
    .leftJoin("ranking", "ranking.user_id", "person.user_id")
    .select((eb) => [
      ...(["figures.members", "figures.ranked_members", "person.user_id"] as const),
      ...(["figures.newest_entry_id", "figures.policy_version"] as const),
      ...(["member.username", "member.display_name", "member.alias"] as const),
      ...(["person.score", "person.provisional", "ranking.rank"] as const),
      castTo(eb.ref("person.tasks"), "float8").as("tasks"),
    ])
    .orderBy(rankingKeys);
});

function selectPage(value: Placeholders<Values>, { kind, form, isAmong }: Form) {
  const { organizationId, limit } = value;
  const group = { kind, id: value.groupId };
  if (form !== "around") {
    const among = isAmong ? value.among : null;
    return selectInOrder(organizationId, group, { form, position: value, limit, among });
  }
  return kysely
    .with("person", (db) =>
      db
        .selectFrom("user_performance as performance")
        .select(["performance.user_id", "performance.score", "performance.tasks"])
        .select(["performance.provisional", selectPlace.as("place")])
        .where(isActiveIn(organizationId, group)),
    )
    .selectFrom((eb) => {
      const people = eb.selectFrom("person").selectAll("person");
      const keysOfUser = eb
        .selectFrom("person")
        .select(rankingKeyColumns)
        .where("person.user_id", "=", value.userId);
      const before = people
        .where(sql<boolean>`(${rankingKeys}) < ${keysOfUser}`)
        .orderBy(rankingKeysDescending)
        .limit(value.before);
      const fromUserOn = people
        .where(sql<boolean>`(${rankingKeys}) >= ${keysOfUser}`)
        .orderBy(rankingKeys)
        .limit(limit);
      return unionAll(before, fromUserOn).as("person");
    })
    .selectAll("person")
    .orderBy(rankingKeys)
    .limit(limit);
}
