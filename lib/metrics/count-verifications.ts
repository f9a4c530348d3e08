import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";

export type VerificationCounts = {
  /** Organizations by the result of their last finished verification. */
  readonly clean: number;
  readonly different: number;
  readonly never: number;
  /** When the organization with the oldest last verification was verified; null: none was. */
  readonly oldest: Date | null;
};

/** The last finished verification of each organization, in the settings, by the API or by `pts verify`. */
export async function countVerifications(database: Database): Promise<VerificationCounts> {
  const last = kysely
    .selectFrom("verifications")
    .distinctOn("organization_id")
    .where("finished_at", "is not", null)
    .orderBy("organization_id")
    .orderBy("id", "desc")
    .select(["organization_id", "finished_at", "found"])
    .select(sql<number>`jsonb_array_length(checkpoints)`.as("missing"));
  const row = await selectRow(
    database,
    kysely
      .selectFrom("organizations")
      .leftJoin(last.as("last"), "last.organization_id", "organizations.id")
      .select((eb) => {
        const count = eb.fn.countAll();
        const isClean = eb.and([eb("last.found", "=", 0), eb("last.missing", "=", 0)]);
        const isVerified = eb("last.finished_at", "is not", null);
        return [
          castTo(count.filterWhere(isClean), "int4").as("clean"),
          castTo(count.filterWhere(eb.and([isVerified, eb.not(isClean)])), "int4").as("different"),
          castTo(count.filterWhere("last.finished_at", "is", null), "int4").as("never"),
          eb.fn.min("last.finished_at").as("oldest"),
        ];
      }),
  );
  return row ?? { clean: 0, different: 0, never: 0, oldest: null };
}
