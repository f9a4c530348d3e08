import { AppError } from "@/lib/errors";
import { contentTypes, Download } from "@/lib/http/download";
import type { ExportFormat } from "@/lib/performance/exports/schemas";
import type { Column } from "./column";
import { streamCsv } from "./csv";
import { streamJson, streamNdjson } from "./json";

export type TableFile<Row> = {
  /** Without the file extension. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly pages: AsyncIterable<readonly Row[]>;
  /** The fields beside the rows in JSON, and the name of the list of rows there. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly rowsName: string;
  readonly tail?: Readonly<Record<string, unknown>>;
};

export type FileOptions = { readonly format: ExportFormat; readonly bom: boolean };

type DownloadOptions = FileOptions & {
  /** What resumes the download; null: nothing does. */
  readonly resumePosition?: string | null;
  /** Whether the reader has the beginning of the file. */
  readonly isResumed?: boolean;
};

/**
 * Rows as a file in the format that was chosen.
 *
 * @throws AppError `invalid_request` for a byte order mark in anything but CSV.
 */
export function createTableDownload<Row>(
  file: TableFile<Row>,
  { format, bom, resumePosition = null, isResumed = false }: DownloadOptions,
): Download {
  if (bom && format !== "csv") {
    throw new AppError("invalid_request", "Only CSV can begin with a byte order mark.", {
      invalidParams: [{ name: "bom", code: "conflicting", reason: "goes with format=csv only" }],
    });
  }
  return new Download({
    contentType: contentTypes[format],
    fileName: `${file.name}.${format}`,
    pieces: streamFile(file, { format, bom, isResumed }),
    resumePosition,
  });
}

function streamFile<Row>(
  file: TableFile<Row>,
  { format, bom, isResumed }: FileOptions & { readonly isResumed: boolean },
): AsyncGenerator<string> {
  switch (format) {
    case "csv":
      return streamCsv(file.columns, file.pages, { bom, isResumed });
    case "ndjson":
      return streamNdjson(file.pages);
    case "json":
      return streamJson(file.head, [[file.rowsName, file.pages]], file.tail ?? {});
  }
}
