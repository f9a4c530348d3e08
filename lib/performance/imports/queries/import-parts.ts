import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import type { ImportKey } from "./imports";

/** Stores a part of a file, counted from 0. */
export async function insertImportPart(
  database: Database,
  key: ImportKey,
  number: number,
  content: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await database.importPart.create({ data: { ...key, number, content } });
}

/** The content of a part; null after the last one. */
export async function findImportPart(
  database: Database,
  { organizationId, importId }: ImportKey,
  number: number,
): Promise<Uint8Array | null> {
  const part = await database.importPart.findUnique({
    where: { organizationId_importId_number: { organizationId, importId, number } },
    select: { content: true },
  });
  return part?.content ?? null;
}

/** Deletes an upload that is rejected: nothing of it stays. */
export async function deleteUpload(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<void> {
  await execute(
    database,
    kysely
      .deleteFrom("import_parts")
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId),
  );
  await execute(
    database,
    kysely
      .deleteFrom("imports")
      .where("organization_id", "=", organizationId)
      .where("id", "=", importId)
      .where("phase", "=", sql.lit<"uploading">("uploading")),
  );
}
