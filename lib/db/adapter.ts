import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapterFactory,
  type SqlQueryable,
} from "@prisma/driver-adapter-utils";
import type { Pool } from "pg";

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
  options: { readonly schema: string | null; readonly onConnectionError: (error: Error) => void },
): SqlDriverAdapterFactory {
  const factory = new PrismaPg(pool, {
    ...(options.schema === null ? {} : { schema: options.schema }),
    onConnectionError: options.onConnectionError,
  });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = keepText(await factory.connect());
      const startTransaction = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (isolation) => keepText(await startTransaction(isolation));
      return adapter;
    },
  };
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
