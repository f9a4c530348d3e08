import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import type { ImportKey } from "./imports";

/** How long rejected rows are kept, and what an undo needs. */
const KEPT = sql<Date>`clock_timestamp() - interval '1 month'`;
/** How long an import that waits for its start keeps its file, and an upload that stopped. */
const WAITS = sql<Date>`clock_timestamp() - interval '7 days'`;
const UPLOADS = sql<Date>`clock_timestamp() - interval '10 minutes'`;

/**
 * Deletes some of an organization's rows that no import needs any more. Returns the number of rows. The rejected rows
 * of a finished import, and what an undo needs, stay for a month.
 */
export async function deleteDeadRows(
  database: Database | Transaction,
  organizationId: number,
  limit: number,
): Promise<number> {
  const dead = kysely
    .selectFrom("import_rows as staged")
    .innerJoin("imports as import", (join) =>
      join
        .onRef("import.organization_id", "=", "staged.organization_id")
        .onRef("import.id", "=", "staged.import_id"),
    )
    .select(sql.ref("staged.ctid").as("ctid"))
    .where("staged.organization_id", "=", organizationId)
    .where("import.status", "in", ["finished", "failed"])
    .where((eb) => {
      const isApplied = eb("staged.outcome", "is not", null);
      const isRejected = eb("staged.reason", "is not", null);
      return eb.or([
        eb.not(eb.or([isApplied, isRejected])),
        eb.and([eb("import.status", "=", "failed"), eb.not(isApplied)]),
        eb.and([eb.ref("import.dry_run"), eb.not(eb.ref("import.is_requested"))]),
        eb("import.finished_at", "<", KEPT),
      ]);
    })
    .limit(limit);
  return execute(
    database,
    kysely
      .deleteFrom("import_rows as staged")
      .where(sql<boolean>`${sql.ref("staged.ctid")} = any(array${dead})`),
  );
}

/** Deletes some of the staged rows of an import that begins again. Returns the number of rows. */
export async function deleteStagedRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  limit: number,
): Promise<number> {
  const some = kysely
    .selectFrom("import_rows as staged")
    .select(sql.ref("staged.ctid").as("ctid"))
    .where("staged.organization_id", "=", organizationId)
    .where("staged.import_id", "=", importId)
    .limit(limit);
  return execute(
    database,
    kysely
      .deleteFrom("import_rows as staged")
      .where(sql<boolean>`${sql.ref("staged.ctid")} = any(array${some})`),
  );
}

/** Ends imports that waited for their start for a week, and uploads that stopped. */
export async function endAbandonedImports(
  database: Database | Transaction,
  organizationId: number,
): Promise<void> {
  await execute(
    database,
    kysely
      .updateTable("imports")
      .set({
        status: "failed",
        phase: "cancelled",
        finished_at: sql<Date>`clock_timestamp()`,
      })
      .where("organization_id", "=", organizationId)
      .where((eb) =>
        eb.or([
          eb("phase", "=", "waiting").and("heartbeat_at", "<", WAITS),
          eb("phase", "=", "uploading").and("heartbeat_at", "<", UPLOADS),
        ]),
      ),
  );
}

/** Deletes the files of imports that have ended, and after a month the people and texts of their files. */
export async function deleteDeadFiles(
  database: Database | Transaction,
  organizationId: number,
): Promise<void> {
  const ended = kysely
    .selectFrom("imports as import")
    .select("import.id")
    .where("import.organization_id", "=", organizationId)
    .where("import.status", "in", ["finished", "failed"]);
  const old = ended.where("import.finished_at", "<", KEPT);
  await execute(
    database,
    kysely
      .deleteFrom("import_parts")
      .where("organization_id", "=", organizationId)
      .where("import_id", "in", ended),
  );
  await execute(
    database,
    kysely
      .deleteFrom("import_people")
      .where("organization_id", "=", organizationId)
      .where("import_id", "in", old),
  );
  await execute(
    database,
    kysely
      .updateTable("imports")
      .set({ settings: "{}", recognized: null, problem: null })
      .where("organization_id", "=", organizationId)
      .where("recognized", "is not", null)
      .where("id", "in", old),
  );
}

/** Deletes dry runs of commands that have no rows. */
export async function deleteDryRuns(
  database: Database | Transaction,
  organizationId: number,
): Promise<void> {
  const dryRuns = kysely
    .selectFrom("imports as import")
    .select("import.id")
    .where("import.organization_id", "=", organizationId)
    .where((eb) => eb.ref("import.dry_run"))
    .where((eb) => eb.not(eb.ref("import.is_requested")))
    .where("import.status", "in", ["finished", "failed"])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("import_rows")
            .select("import_rows.row_number")
            .whereRef("import_rows.organization_id", "=", "import.organization_id")
            .whereRef("import_rows.import_id", "=", "import.id"),
        ),
      ),
    );
  await execute(
    database,
    kysely
      .deleteFrom("import_people")
      .where("organization_id", "=", organizationId)
      .where("import_id", "in", dryRuns),
  );
  await execute(
    database,
    kysely
      .deleteFrom("imports")
      .where("organization_id", "=", organizationId)
      .where("id", "in", dryRuns),
  );
}
