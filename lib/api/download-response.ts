import type { Download } from "@/lib/http/download";
import { logError } from "@/lib/log";

/**
 * Streams a download. The first piece is made before the response begins, so that an immediate error is an ordinary
 * problem. A later error breaks the connection, so that no reader takes the rest for the whole. Each piece is made when
 * the reader has taken the last one: a slow reader costs no memory, and a reader that has left gets no more pieces.
 */
export async function createDownloadResponse(
  download: Download,
  requestId: string,
): Promise<Response> {
  const { pieces, contentType, fileName } = download;
  const encoder = new TextEncoder();
  let next: IteratorResult<string> | null = await pieces.next();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          next ??= await pieces.next();
          if (next.done === true) {
            controller.close();
          } else {
            controller.enqueue(encoder.encode(next.value));
          }
          next = null;
        } catch (error) {
          logError(requestId, error);
          controller.error(error);
        }
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store",
      "x-request-id": requestId,
    },
  });
}
