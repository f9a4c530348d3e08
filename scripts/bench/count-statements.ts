import pg from "pg";

/** What the requests of this process made the database do. Times differ between machines, these do not. */
export type DatabaseCounts = {
  readonly statements: number;
  readonly rows: number;
  /** Of the values in the rows. */
  readonly bytes: number;
};

type DataRow = { readonly fields: readonly (string | null)[] };
type Receiver = { handleDataRow: (message: DataRow) => void };

const totals = { statements: 0, rows: 0, bytes: 0 };
let isWatching = false;

/** Counts from now on in every connection of this process, which costs next to nothing. */
function watch(): void {
  if (isWatching) return;
  isWatching = true;
  const client = pg.Client.prototype;
  const query: (...given: unknown[]) => unknown = client.query;
  Object.defineProperty(client, "query", {
    value(this: pg.Client, ...given: unknown[]) {
      totals.statements += 1;
      return Reflect.apply(query, this, given);
    },
  });
  // Its types do not name the method that every row passes through.
  const receiver = pg.Query.prototype as unknown as Receiver;
  const { handleDataRow } = receiver;
  receiver.handleDataRow = function (this: Receiver, message) {
    totals.rows += 1;
    for (const field of message.fields) totals.bytes += field?.length ?? 0;
    handleDataRow.call(this, message);
  };
}

/** Runs one request at a time. */
export async function countStatements<Result>(
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly counts: DatabaseCounts }> {
  watch();
  const before = { ...totals };
  const result = await run();
  const counts = {
    statements: totals.statements - before.statements,
    rows: totals.rows - before.rows,
    bytes: totals.bytes - before.bytes,
  };
  return { result, counts };
}
