import "server-only";
import type { Expression, SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { ImportKey } from "./imports";

export type PendingRow = {
  readonly rowNumber: number;
  readonly externalId: string;
  readonly userId: number;
  readonly completedAt: Date | null;
  /** What `insertImportRows` was given, parsed. */
  readonly content: unknown;
};

/**
 * The next sound rows, member after member; a member's in order of completion and then of
 * `external_id`, unfinished work last. `after` is the last row seen. It takes up to three
 * statements, each along the index from where the last page ended.
 */
export async function listPendingRows(
  database: Database | Transaction,
  key: ImportKey,
  after: PendingRow | null,
  limit: number,
): Promise<readonly PendingRow[]> {
  const remaining = after === null ? [] : listRemaining(after);
  const others = staged("staged.user_id", ">", after?.userId ?? SMALLEST_ID);
  let rows: readonly PendingRow[] = [];
  for (const condition of [...remaining, others]) {
    if (rows.length < limit) {
      const more = await listInOrder(database, key, condition, limit - rows.length);
      rows = [...rows, ...more];
    }
  }
  return rows;
}

const SMALLEST_ID = -2_147_483_648;
const staged = withAliases<{ staged: "import_rows" }>();

/** What the member of a row still has: finished work after it, then the unfinished. */
function listRemaining({
  userId,
  completedAt,
  externalId,
}: PendingRow): readonly Expression<SqlBool>[] {
  const isTheirs = staged("staged.user_id", "=", userId);
  const isUnfinished = isTheirs.and("staged.completed_at", "is", null);
  return completedAt === null
    ? [isUnfinished.and("staged.external_id", ">", externalId)]
    : [
        isTheirs.and(
          staged(
            staged.refTuple("staged.completed_at", "staged.external_id"),
            ">",
            staged.tuple(completedAt, externalId),
          ),
        ),
        isUnfinished,
      ];
}

async function listInOrder(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  condition: Expression<SqlBool>,
  limit: number,
): Promise<PendingRow[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_rows as staged")
      .select((eb) => [
        ...(["staged.row_number", "staged.completed_at", "staged.content"] as const),
        eb.ref("staged.external_id").$notNull().as("external_id"),
        eb.ref("staged.user_id").$notNull().as("user_id"),
      ])
      .where("staged.organization_id", "=", organizationId)
      .where("staged.import_id", "=", importId)
      .where("staged.reason", "is", null)
      .where(condition)
      .orderBy("staged.user_id")
      .orderBy("staged.completed_at")
      .orderBy("staged.external_id")
      .limit(limit),
  );
  return rows.map((row) => ({
    rowNumber: row.row_number,
    externalId: row.external_id,
    userId: row.user_id,
    completedAt: row.completed_at,
    content: row.content,
  }));
}
