import { readChunks } from "@/lib/api/read-body";
import { AppError } from "@/lib/errors";
import type { Upload } from "@/lib/http/upload";

/**
 * The file of a request, not read yet.
 * @throws AppError `unsupported_media_type` for any other content type.
 */
export function openUpload(request: Request, contentTypes: readonly string[]): Upload {
  const given = request.headers.get("content-type") ?? "";
  const contentType = given.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!contentTypes.includes(contentType)) {
    throw new AppError(
      "unsupported_media_type",
      `Send the file as the body, with one of these as “Content-Type”: ${contentTypes.join(", ")}.`,
    );
  }
  return { contentType, chunks: readChunks(request) };
}
