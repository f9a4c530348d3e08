import "server-only";
import type { Expression, SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ImportKey } from "./imports";

export type PendingRow = {
  readonly rowNumber: number;
  readonly externalId: string;
  readonly userId: MemberId;
  readonly completedAt: Date | null;
  /** The content that `insertImportRows` stored, parsed. */
  readonly content: unknown;
};

/**
 * The next valid rows that are not applied, by member, then by completion and `external_id`, open work last. It takes
 * up to three statements, each along the index from the end of the last page.
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

/** The other rows of a row's member: completed work after it, then open work. */
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
      .where("staged.outcome", "is", null)
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
