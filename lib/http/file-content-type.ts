const byEnding: Readonly<Record<string, string>> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  ndjson: "application/x-ndjson",
  jsonl: "application/x-ndjson",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** The content type with which a table is sent, by the ending of its file. */
export function getFileContentType(fileName: string): string {
  const ending = fileName.split(".").at(-1)?.toLowerCase() ?? "";
  return byEnding[ending] ?? "application/octet-stream";
}
