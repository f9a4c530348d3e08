import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { accountSections } from "./own-account";
import { figureSections } from "./own-figures";
import type { Page, Section } from "./own-section";

type Value = string | number | bigint | boolean | Date | null | readonly string[] | object;

/** A stored row, by column. */
export type OwnRow = Readonly<Record<string, Value>>;

/** A row and its key in the order of the list. */
export type KeyedRow = { readonly key: bigint; readonly row: OwnRow };

const sections = { ...figureSections, ...accountSections };

export type OwnSection = keyof typeof sections;

/** All kinds of rows about a person, but assignments, entries and snapshots, which have other queries. */
export const ownSections = Object.keys(sections).filter(isSection);

/** The tables of these rows. */
export const ownTables = Object.values(sections).map(({ table }) => table);

/** A page of a person's rows of one kind, in the order of their keys. */
export async function listOwnRows(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  section: OwnSection,
  page: Page,
): Promise<readonly KeyedRow[]> {
  const { select }: Section = sections[section];
  const rows = await selectRows(database, select({ organizationId, userId }, page));
  return rows.map(({ own_key: key, ...row }) => ({ key, row }));
}

/** A person's own row; null where the organization has no such member. */
export async function findProfile(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
): Promise<OwnRow | null> {
  return selectRow(
    database,
    kysely
      .selectFrom("users as member")
      .leftJoin("teams as team", (join) =>
        join
          .onRef("team.organization_id", "=", "member.organization_id")
          .onRef("team.id", "=", "member.team_id"),
      )
      .select(["member.id", "member.username", "member.email", "member.display_name"])
      .select(["member.alias", "member.role", "member.lead_scope", "team.name as team"])
      .select((eb) => castTo(eb("member.password_hash", "is not", null), "bool").as("has_password"))
      .select(["member.created_at", "member.deactivated_at", "member.erased_at"])
      .select(["member.view_scope_changed_at", "member.record_expired_at"])
      .where("member.organization_id", "=", organizationId)
      .where("member.id", "=", userId),
  );
}

/** The authors of entries, by entry; null: the service itself. */
export async function listActorsOfEntries(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, number | null>> {
  const rows = await database.performanceLog.findMany({
    where: { organizationId, id: { in: [...ids] } },
    select: { id: true, actorId: true },
  });
  return new Map(rows.map(({ id, actorId }) => [id, actorId]));
}

function isSection(name: string): name is OwnSection {
  return name in sections;
}
