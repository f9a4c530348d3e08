import { downloadResponse } from "@/lib/api/download-response";
import { jsonResponse } from "@/lib/api/json-response";
import { pictureResponse } from "@/lib/api/svg-response";
import { Download } from "@/lib/http/download";
import { Picture } from "@/lib/http/svg-image";

type Answer = { readonly body: unknown; readonly status: number; readonly requestId: string };

/** What a handler gave, as it leaves: a file, a picture, or else JSON. */
export async function answerResponse(request: Request, answer: Answer): Promise<Response> {
  const { body, requestId } = answer;
  if (body instanceof Download) {
    return await downloadResponse(body, requestId);
  }
  if (body instanceof Picture) {
    return pictureResponse(body, requestId);
  }
  return jsonResponse(request, answer);
}
