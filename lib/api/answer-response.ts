import { createDownloadResponse } from "@/lib/api/download-response";
import { createJsonResponse } from "@/lib/api/json-response";
import { createSvgResponse } from "@/lib/api/svg-response";
import { Download } from "@/lib/http/download";
import { SvgImage } from "@/lib/http/svg-image";

type Answer = { readonly body: unknown; readonly status: number; readonly requestId: string };

/** What a handler gave, as it leaves: a file, a picture, or else JSON. */
export async function createResponse(request: Request, answer: Answer): Promise<Response> {
  const { body, requestId } = answer;
  if (body instanceof Download) {
    return await createDownloadResponse(body, requestId);
  }
  if (body instanceof SvgImage) {
    return createSvgResponse(body, requestId);
  }
  return createJsonResponse(request, answer);
}
