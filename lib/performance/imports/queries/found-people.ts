import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { ImportKey } from "./imports";

/** A person of a file who was no member, and what became of their rows. */
export type FoundPerson = {
  /** As names are compared. */
  readonly name: string;
  /** As the file writes it. */
  readonly shown: string;
  readonly rows: number;
  readonly rowNumbers: readonly number[];
  readonly outcome: Row<"import_people">["outcome"];
  readonly reason: string | null;
  readonly username: string | null;
};

/** Stores people. Those that are stored already stay as they are. */
export async function insertFoundPeople(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  people: readonly FoundPerson[],
): Promise<void> {
  if (people.length === 0) return;
  const found = unnestRows("found", {
    name: ["text", people.map(({ name }) => name)],
    shown: ["text", people.map(({ shown }) => shown)],
    rows: ["int4", people.map(({ rows }) => rows)],
    // A list of lists of different lengths is no array of SQL.
    row_numbers: ["text", people.map(({ rowNumbers }) => `{${rowNumbers.join(",")}}`)],
    outcome: ["text", people.map(({ outcome }) => outcome)],
    reason: ["text", people.map(({ reason }) => reason)],
    username: ["text", people.map(({ username }) => username)],
  });
  await execute(
    database,
    kysely
      .insertInto("import_people")
      .columns([
        ...(["organization_id", "import_id", "name", "shown", "rows"] as const),
        ...(["row_numbers", "outcome", "reason", "username"] as const),
      ])
      .expression(
        kysely
          .selectFrom(found)
          .select((eb) => [
            parameter(organizationId, "int4").as("organization_id"),
            parameter(importId, "int4").as("import_id"),
            "found.name",
            "found.shown",
            "found.rows",
            sql<number[]>`${eb.ref("found.row_numbers")}::int4[]`.as("row_numbers"),
            sql<FoundPerson["outcome"]>`${eb.ref("found.outcome")}::"ImportPersonOutcome"`.as(
              "outcome",
            ),
            "found.reason",
            "found.username",
          ]),
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** The people of an import: unknown ones first, then by their names. */
export async function listFoundPeople(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  limit: number,
): Promise<readonly FoundPerson[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_people")
      .select(["name", "shown", "rows", "row_numbers", "outcome", "reason", "username"])
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .orderBy("outcome", "desc")
      .orderBy("name")
      .limit(limit),
  );
  return rows.map(({ row_numbers, ...row }) => ({ ...row, rowNumbers: row_numbers ?? [] }));
}

export async function countFoundPeople(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<ReadonlyMap<FoundPerson["outcome"], number>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_people")
      .select(["outcome", sql<number>`count(*)::int4`.as("people")])
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .groupBy("outcome"),
  );
  return new Map(rows.map(({ outcome, people }) => [outcome, people]));
}

export async function deleteFoundPeople(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<void> {
  await execute(
    database,
    kysely
      .deleteFrom("import_people")
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId),
  );
}
