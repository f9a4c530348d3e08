import { createDownloadResponse } from "@/lib/api/downloads/download-response";
import type { DownloadSlot } from "@/lib/api/downloads/download-slots";
import { createJsonResponse } from "@/lib/api/json-response";
import { createSvgResponse } from "@/lib/api/svg-response";
import { Download } from "@/lib/http/download";
import { SvgImage } from "@/lib/http/svg-image";

type ResponseContent = {
  readonly body: unknown;
  readonly status: number;
  readonly requestId: string;
  /** The version of the resource that the response is about; null: it has none. */
  readonly version: string | null;
  /** The place of a download, which this response releases. */
  readonly slot: DownloadSlot | null;
};

/** The response to a request: a file, an image, or else JSON. */
export async function createResponse(
  request: Request,
  content: ResponseContent,
): Promise<Response> {
  const { body, requestId, slot } = content;
  if (body instanceof Download) {
    const response = await createDownloadResponse(body, requestId, slot ?? undefined);
    if (request.method === "HEAD") await response.body?.cancel();
    return response;
  }
  if (body instanceof SvgImage) {
    return createSvgResponse(body, requestId);
  }
  return createJsonResponse(request, content);
}
