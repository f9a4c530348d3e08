import type { Download } from "@/lib/http/download";
import { logError } from "@/lib/log";

/**
 * A download as it is made. The first piece is made before anything is answered, so that what fails at once is an
 * ordinary problem; what fails later breaks the connection, and no reader takes the rest for the whole. Pieces are made
 * when the reader has taken the last one, so a slow reader costs no memory, and none are made for one that has left.
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
