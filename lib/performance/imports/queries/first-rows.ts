import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { ImportKey } from "./imports";

export type FirstRow = {
  readonly rowNumber: number;
  /** The content that `insertImportRows` stored, parsed. */
  readonly content: unknown;
  /** Of the member; null for one who would be created. */
  readonly username: string | null;
};

/** The first valid rows that are not applied. */
export async function listFirstRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  limit: number,
): Promise<readonly FirstRow[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_rows as staged")
      .leftJoin("users as member", (join) =>
        join
          .onRef("member.organization_id", "=", "staged.organization_id")
          .onRef("member.id", "=", "staged.user_id"),
      )
      .select(["staged.row_number", "staged.content", "member.username"])
      .where("staged.organization_id", "=", organizationId)
      .where("staged.import_id", "=", importId)
      .where("staged.reason", "is", null)
      .where("staged.outcome", "is", null)
      .orderBy("staged.row_number")
      .limit(limit),
  );
  return rows.map(({ row_number, ...row }) => ({ rowNumber: row_number, ...row }));
}

/** The first rows that an undo kept, with the reason. */
export async function listKeptRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  limit: number,
): Promise<
  readonly { readonly rowNumber: number; readonly field: string; readonly reason: string }[]
> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_rows")
      .select((eb) => ["row_number", eb.ref("reason").$notNull().as("reason")])
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .where("outcome", "is not", null)
      .where("reason", "is not", null)
      .orderBy("row_number")
      .limit(limit),
  );
  return rows.map(({ row_number, reason }) => ({ rowNumber: row_number, field: "row", reason }));
}
