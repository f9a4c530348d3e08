import "server-only";
import type { Context } from "@/lib/context";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import { contentTypes, Download } from "@/lib/http/download";
import { rejectionsAsCsv } from "@/lib/ingest/render-rejections";
import { requirePermission } from "@/lib/performance/access/permissions";
import { readRejections } from "@/lib/performance/imports/import-assignments";
import { findImport } from "@/lib/performance/imports/queries/import-requests";
import { seesFile } from "./get-import";
import { readRecognized } from "./recognition-schemas";
import { toRequestWords } from "./request-words";

/**
 * The rejected rows of an import in the columns of its file, with the reasons: once mended, the file can be imported.
 *
 * @throws AppError `forbidden` without `manage_organization`, and where members are not shown by name for all but the
 * member who sent the file; `not_found`.
 */
export async function exportRejections(
  context: Context,
  { id }: { readonly id: number },
): Promise<Download> {
  requirePermission(context.actor, "manage_organization");
  const key = { organizationId: context.organizationId, importId: id };
  const record = await findImport(context.database, key);
  if (record === null) throw createNotFoundError();
  if (!seesFile(context, record)) throw createForbiddenError("privacy_mode");
  const file = readRecognized(record.recognized);
  const columns = file?.columns ?? [];
  async function* write(): AsyncGenerator<string> {
    yield rejectionsAsCsv.header(columns);
    for await (const page of readRejections(context, key)) {
      const rows = page.map((row) => ({ ...row, reason: toRequestWords(row.reason) }));
      yield rejectionsAsCsv.rows(rows, columns, file?.settings ?? "");
    }
  }
  return new Download({
    contentType: contentTypes.csv,
    fileName: `import-${id}-rejections.csv`,
    pieces: write(),
  });
}
