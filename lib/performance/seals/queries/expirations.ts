import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import type { Seal, SealExpiration, SealedTable } from "@/lib/performance/domain/seals/seal";
import type { MemberId, OrganizationId } from "@/lib/performance/domain/units/ids";
import { sealColumns, toSeal } from "./seals";

/** The expirations of the block of a seal, the first one first. */
export async function listExpirations(
  transaction: Transaction,
  organizationId: OrganizationId,
  sealNumber: number,
): Promise<readonly SealExpiration[]> {
  const rows = await selectRows(
    transaction,
    kysely
      .selectFrom("seal_expirations")
      .select(["expired_rows", "rows", "hash"])
      .where("organization_id", "=", organizationId)
      .where("seal_number", "=", sealNumber)
      .orderBy("id"),
  );
  return rows.map(({ expired_rows: expiredRows, ...block }) => ({ expiredRows, ...block }));
}

/** A seal, the last id of the seal of its table before it (null: it is the first), and how many of some rows it has. */
export type TouchedSeal = {
  readonly seal: Seal;
  readonly after: bigint | null;
  readonly count: number;
};

/** The seals that hold some rows of a table, in order. Rows that no seal holds are in none. */
export async function listTouchedSeals(
  transaction: Transaction,
  organizationId: OrganizationId,
  { table, ids }: { readonly table: SealedTable; readonly ids: readonly bigint[] },
): Promise<readonly TouchedSeal[]> {
  const rows = await selectRows(
    transaction,
    kysely
      .with("touched", (cte) =>
        cte
          .selectFrom(unnestRows("removed", { id: ["int8", ids] }))
          .innerJoinLateral(
            (eb) =>
              eb
                .selectFrom("seals as holding")
                .select("holding.number")
                .where("holding.organization_id", "=", organizationId)
                .where("holding.sealed_table", "=", table)
                .whereRef("holding.last_id", ">=", "removed.id")
                .orderBy("holding.last_id")
                .limit(1)
                .as("holder"),
            (join) => join.onTrue(),
          )
          .select(["holder.number", sql<number>`count(*)::integer`.as("count")])
          .groupBy("holder.number"),
      )
      .selectFrom("touched")
      .innerJoin("seals as seal", (join) =>
        join
          .onRef("seal.number", "=", "touched.number")
          .on("seal.organization_id", "=", organizationId),
      )
      .select(sealColumns.map((column) => `seal.${column}` as const))
      .select("touched.count")
      .select((eb) =>
        eb
          .selectFrom("seals as before")
          .select((one) => one.fn.max("before.last_id").as("last_id"))
          .where("before.organization_id", "=", organizationId)
          .where("before.sealed_table", "=", table)
          .whereRef("before.last_id", "<", "seal.last_id")
          .as("after"),
      )
      .orderBy("seal.number"),
  );
  return rows.map(({ count, after, ...seal }) => ({ seal: toSeal(seal), after, count }));
}

export async function insertExpiration(
  transaction: Transaction,
  organizationId: OrganizationId,
  { sealNumber, expiredRows, rows, hash }: SealExpiration & { readonly sealNumber: number },
  { userId, now }: { readonly userId: MemberId; readonly now: Date },
): Promise<void> {
  await execute(
    transaction,
    kysely.insertInto("seal_expirations").values({
      ...{ organization_id: organizationId, user_id: userId, seal_number: sealNumber },
      ...{ expired_rows: expiredRows, rows, hash, created_at: now },
    }),
  );
}
