import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** Whose these names are, where an administrator said so. @param names as they are compared. */
export async function listKnownNames(
  database: Database | Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, MemberId>> {
  if (names.length === 0) return new Map();
  const rows = await selectRows(
    database,
    kysely
      .selectFrom(unnestRows("given", { name: ["text", names] }))
      .innerJoin("known_names as known", (join) =>
        join
          .onRef("known.name", "=", "given.name")
          .on("known.organization_id", "=", organizationId),
      )
      .select(["known.name", "known.user_id"]),
  );
  return new Map(rows.map(({ name, user_id: userId }) => [name, userId]));
}

/** Stores whose names are; the newest decision counts. */
export async function saveKnownNames(
  database: Database | Transaction,
  organizationId: number,
  names: readonly { readonly name: string; readonly userId: MemberId }[],
  learnedAt: Date,
): Promise<void> {
  if (names.length === 0) return;
  const learned = unnestRows("learned", {
    name: ["text", names.map(({ name }) => name)],
    user_id: ["int4", names.map(({ userId }) => userId)],
  });
  await execute(
    database,
    kysely
      .insertInto("known_names")
      .columns(["organization_id", "name", "user_id", "learned_at"])
      .expression(
        kysely
          .selectFrom(learned)
          .select([
            parameter(organizationId, "int4").as("organization_id"),
            "learned.name",
            "learned.user_id",
            parameter(learnedAt, "timestamptz").as("learned_at"),
          ]),
      )
      .onConflict((conflict) =>
        conflict.columns(["organization_id", "name"]).doUpdateSet((eb) => ({
          user_id: eb.ref("excluded.user_id"),
          learned_at: eb.ref("excluded.learned_at"),
        })),
      ),
  );
}
