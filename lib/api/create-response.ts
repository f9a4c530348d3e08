import { createDownloadResponse } from "@/lib/api/download-response";
import { createJsonResponse } from "@/lib/api/json-response";
import { createSvgResponse } from "@/lib/api/svg-response";
import { Download } from "@/lib/http/download";
import { SvgImage } from "@/lib/http/svg-image";

type ResponseContent = {
  readonly body: unknown;
  readonly status: number;
  readonly requestId: string;
};

/** The response to a request: a file, an image, or else JSON. */
export async function createResponse(
  request: Request,
  content: ResponseContent,
): Promise<Response> {
  const { body, requestId } = content;
  if (body instanceof Download) {
    return await createDownloadResponse(body, requestId);
  }
  if (body instanceof SvgImage) {
    return createSvgResponse(body, requestId);
  }
  return createJsonResponse(request, content);
}
