import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  type ColumnType,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
} from "@prisma/driver-adapter-utils";
import type { Pool } from "pg";
import type { PreparedStatements } from "@/lib/db/prepared-statements";
import { inStatementSpan } from "@/lib/tracing/spans";

const textTypes = new Map<ColumnType, ColumnType>([
  [ColumnTypeEnum.Date, ColumnTypeEnum.Text],
  [ColumnTypeEnum.DateArray, ColumnTypeEnum.TextArray],
  [ColumnTypeEnum.Numeric, ColumnTypeEnum.Text],
  [ColumnTypeEnum.NumericArray, ColumnTypeEnum.TextArray],
]);

/**
 * Prisma on a pool that it shares with others. Raw statements keep days and numerics as text, as `pg` does by
 * `sqlValueTypes`; Prisma's models know their types from the schema and do not ask for those of the columns.
 */
export function createAdapter(
  pool: Pool,
  options: {
    readonly schema: string | null;
    readonly statements: PreparedStatements;
    readonly onConnectionError: (error: Error) => void;
  },
): SqlDriverAdapterFactory {
  const { statements } = options;
  const factory = new PrismaPg(pool, {
    ...(options.schema === null ? {} : { schema: options.schema }),
    // An empty name is PostgreSQL's for a statement that is not kept.
    statementNameGenerator: ({ sql }) => statements.findName(sql) ?? "",
    onConnectionError: options.onConnectionError,
  });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = keepText(await factory.connect());
      const startTransaction = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (isolation) =>
        restartStale(keepText(await startTransaction(isolation)), statements);
      return repeatStale(adapter, statements);
    },
  };
}

/** Runs a statement outside a transaction once more after an error that comes from preparing it. */
function repeatStale<Queryable extends SqlQueryable>(
  queryable: Queryable,
  statements: PreparedStatements,
): Queryable {
  return wrapQueries(queryable, async ({ sql }, run) => {
    try {
      return await run();
    } catch (error) {
      if (!statements.recover(sql, error)) throw error;
      return run();
    }
  });
}

/** Reports such an error in a transaction as a conflict, after which `withTransaction` starts again. */
function restartStale<Queryable extends SqlQueryable>(
  queryable: Queryable,
  statements: PreparedStatements,
): Queryable {
  return wrapQueries(queryable, async ({ sql }, run) => {
    try {
      return await run();
    } catch (error) {
      if (!statements.recover(sql, error)) throw error;
      throw new DriverAdapterError({ kind: "TransactionWriteConflict" });
    }
  });
}

function wrapQueries<Queryable extends SqlQueryable>(
  queryable: Queryable,
  wrap: <Result>(query: SqlQuery, run: () => Promise<Result>) => Promise<Result>,
): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (query: SqlQuery) =>
    inStatementSpan(query.sql, () => wrap(query, () => queryRaw(query)));
  queryable.executeRaw = (query: SqlQuery) =>
    inStatementSpan(query.sql, () => wrap(query, () => executeRaw(query)));
  return queryable;
}

function keepText<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type) => textTypes.get(type) ?? type);
    return { ...result, columnTypes };
  };
  return queryable;
}
