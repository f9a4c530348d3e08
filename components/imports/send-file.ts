import { fetchOwn, readResponse } from "@/lib/http/fetch-json";
import { getFileContentType } from "@/lib/http/file-content-type";
import type { ImportDetail } from "@/lib/performance/imports/schemas";

/** Sends a file that waits for its start after it was checked. The browser streams it. */
export async function sendFile(file: File): Promise<ImportDetail> {
  const query = new URLSearchParams({ interactive: "true" });
  const name = file.name.trim().slice(0, 200);
  if (name !== "") query.set("file_name", name);
  const response = await fetchOwn(`/api/performance/imports?${query}`, {
    method: "POST",
    headers: { "Content-Type": getFileContentType(file.name) },
    body: file,
  });
  return readResponse<ImportDetail>(response);
}
