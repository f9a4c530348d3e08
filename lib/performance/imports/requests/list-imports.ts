import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { listImportRecords } from "@/lib/performance/imports/queries/import-requests";
import type { ImportList, ImportsQuery } from "@/lib/performance/imports/schemas";
import { createIdCursor, parseIdCursor } from "@/lib/performance/pagination/list-cursor";
import { serializeImport } from "./serialize-import";

/**
 * The imports of the organization, newest first.
 *
 * @throws AppError `forbidden` without `manage_organization`; `invalid_request` for a cursor that no page returned.
 */
export async function listImports(
  context: Context,
  { limit, cursor }: ImportsQuery,
): Promise<ImportList> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_organization");
  const before = cursor === undefined ? null : Number(parseIdCursor(cursor, "integer"));
  // One more than requested shows whether there is another page.
  const found = await listImportRecords(database, organizationId, { before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    imports: page.map((record) => serializeImport(context, record)),
    next_cursor:
      found.length > limit && last !== undefined ? createIdCursor(BigInt(last.id)) : null,
  };
}
