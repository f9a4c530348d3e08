import { fetchOwn, readResponse } from "@/lib/http/fetch-json";
import { getFileContentType } from "@/lib/http/file-content-type";
import type { MemberFileResult } from "@/lib/performance/imports/members/schemas";

/** Sends a file of people: to see what would become of it, or to add them. */
export async function sendMemberFile({
  file,
  isDryRun,
  invite,
}: {
  readonly file: File;
  readonly isDryRun: boolean;
  readonly invite: boolean;
}): Promise<MemberFileResult> {
  const query = new URLSearchParams({
    create_missing: "true",
    dry_run: String(isDryRun),
    invite: String(invite),
  });
  const response = await fetchOwn(`/api/performance/members/import?${query}`, {
    method: "POST",
    headers: { "Content-Type": getFileContentType(file.name) },
    body: file,
  });
  return readResponse<MemberFileResult>(response);
}
