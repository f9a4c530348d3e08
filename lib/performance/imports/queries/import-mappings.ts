import "server-only";
import type { Database, Transaction } from "@/lib/db/client";

export type SavedMappingKey = { readonly mappingId: number; readonly version: number };

export type SavedMappingRecord = SavedMappingKey & {
  readonly name: string;
  /** As `insertMappingVersion` stored it, parsed. */
  readonly content: unknown;
  /** The names of columns, as they are compared. */
  readonly header: unknown;
  readonly createdAt: Date;
};

/** The newest version of each mapping, or of one, the mappings that were saved last first. */
export async function listMappingRecords(
  database: Database | Transaction,
  organizationId: number,
  mappingId?: number,
): Promise<readonly SavedMappingRecord[]> {
  const mappings = await database.importMapping.findMany({
    where: { organizationId, deletedAt: null, ...(mappingId !== undefined && { id: mappingId }) },
    select: {
      ...{ id: true, name: true, version: true },
      versions: {
        orderBy: { version: "desc" },
        take: 1,
        select: { content: true, header: true, createdAt: true },
      },
    },
    orderBy: { id: "desc" },
  });
  return mappings.flatMap(({ id, name, version, versions }) =>
    versions.map((newest) => ({ mappingId: id, name, version, ...newest })),
  );
}

type NewVersion = {
  /** JSON of a mapping and of a list of texts. */
  readonly content: object;
  readonly header: readonly string[];
  readonly now: Date;
};

export async function insertMapping(
  transaction: Transaction,
  organizationId: number,
  { name, ...version }: NewVersion & { readonly name: string },
): Promise<number> {
  const { id } = await transaction.importMapping.create({
    data: { organizationId, name, version: 1, createdAt: version.now },
    select: { id: true },
  });
  await insertMappingVersion(transaction, organizationId, { mappingId: id, version: 1 }, version);
  return id;
}

export async function insertMappingVersion(
  transaction: Transaction,
  organizationId: number,
  key: SavedMappingKey,
  { content, header, now }: NewVersion,
): Promise<void> {
  await transaction.importMappingVersion.create({
    data: { organizationId, ...key, content, header: [...header], createdAt: now },
  });
}

export async function updateMapping(
  transaction: Transaction,
  organizationId: number,
  mappingId: number,
  change: { readonly name?: string; readonly version?: number; readonly deletedAt?: Date },
): Promise<void> {
  await transaction.importMapping.update({
    where: { organizationId_id: { organizationId, id: mappingId } },
    data: change,
  });
}
