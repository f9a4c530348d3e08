import { fetchOwn, readResponse } from "@/lib/http/fetch-json";
import type { ImportDetail } from "@/lib/performance/imports/schemas";

const contentTypes: Readonly<Record<string, string>> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  ndjson: "application/x-ndjson",
  jsonl: "application/x-ndjson",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Sends a file that waits for its start after it was checked. The browser streams it. */
export async function sendFile(file: File): Promise<ImportDetail> {
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  const query = new URLSearchParams({ interactive: "true" });
  const name = file.name.trim().slice(0, 200);
  if (name !== "") query.set("file_name", name);
  const response = await fetchOwn(`/api/performance/imports?${query}`, {
    method: "POST",
    headers: { "Content-Type": contentTypes[ending] ?? "application/octet-stream" },
    body: file,
  });
  return readResponse<ImportDetail>(response);
}
