import "server-only";
import type { CustomTypesConfig, PoolClient, QueryArrayResult } from "pg";
import { type Database, findPool } from "@/lib/db/client";

/** A row as PostgreSQL writes its values: text is exact for every type, in both databases. */
export type TextRow = readonly (string | null)[];

const asText: CustomTypesConfig = { getTypeParser: () => (value: unknown) => value };

// The text of a value depends on these. They end with the transaction, as a connection pooler needs it.
const exactText = [
  "SET LOCAL timezone TO 'UTC'",
  "SET LOCAL datestyle TO 'ISO, YMD'",
  "SET LOCAL intervalstyle TO 'postgres'",
  "SET LOCAL bytea_output TO 'hex'",
  "SET LOCAL extra_float_digits TO 1",
];

/** The embedded database has no timeouts, and hangs with them. */
const withoutTimeouts = [
  "SET LOCAL statement_timeout TO 0",
  "SET LOCAL idle_in_transaction_session_timeout TO '10min'",
];

export type TextSession = {
  readonly run: (statement: string, values?: readonly string[]) => Promise<readonly TextRow[]>;
};

/** Runs work in one transaction on a connection of the pool. It commits unless the work throws. */
export async function withTextSession<Result>(
  database: Database,
  { begin, isEmbedded }: { readonly begin: string; readonly isEmbedded: boolean },
  work: (session: TextSession) => Promise<Result>,
): Promise<Result> {
  const pool = findPool(database);
  if (pool === null) throw new Error("A backup needs a client with a pool of its own.");
  const client = await pool.connect();
  const run = createRunner(client);
  let failure: Error | undefined;
  // Between two statements no call reports a lost connection. Without a listener it would end the process.
  const keep = (error: Error): void => {
    failure = error;
  };
  client.on("error", keep);
  try {
    await run(begin);
    for (const setting of [...exactText, ...(isEmbedded ? [] : withoutTimeouts)]) {
      await run(setting);
    }
    const result = await work({ run });
    await run("COMMIT");
    return result;
  } catch (error) {
    await run("ROLLBACK").catch(keep);
    throw error;
  } finally {
    client.off("error", keep);
    // A connection whose transaction did not end is closed, not used again.
    client.release(failure);
  }
}

function createRunner(client: PoolClient): TextSession["run"] {
  return async (text, values) => {
    const query = { text, rowMode: "array" as const, types: asText };
    const { rows }: QueryArrayResult<(string | null)[]> = await client.query(
      values === undefined ? query : { ...query, values: [...values] },
    );
    return rows;
  };
}
