import type { DownloadSlot } from "@/lib/api/downloads/download-slots";
import { createResponseHeaders } from "@/lib/api/response-headers";
import type { Download } from "@/lib/http/download";
import { logError } from "@/lib/log";

const IDLE_MILLISECONDS = 60_000;

/** A place for a download whose work nothing limits. */
const unlimitedSlot: DownloadSlot = { make: (work) => work(), release: () => undefined };

/**
 * Streams a download. The first piece is made before the response begins, so that an immediate error is an ordinary
 * problem. A later error breaks the connection, so that no reader takes the rest for the whole. Each piece is made when
 * the reader has taken the last one: a slow reader costs no memory, and a reader that has left gets no more pieces. One
 * that takes nothing for a minute is cut off.
 * @param slot is released at the end, however the download ends.
 */
export async function createDownloadResponse(
  download: Download,
  requestId: string,
  slot: DownloadSlot = unlimitedSlot,
  idleMilliseconds = IDLE_MILLISECONDS,
): Promise<Response> {
  const { pieces, contentType, fileName, resumeCursor } = download;
  const encoder = new TextEncoder();
  const makePiece = () => slot.make(() => pieces.next());
  let next: IteratorResult<string> | null = await makePiece();
  let idleTimer: NodeJS.Timeout | undefined;
  const end = async () => {
    clearTimeout(idleTimer);
    slot.release();
    await pieces.return(undefined);
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => watchReader(controller),
      async pull(controller) {
        clearTimeout(idleTimer);
        try {
          next ??= await makePiece();
          if (next.done === true) {
            controller.close();
            await end();
          } else {
            controller.enqueue(encoder.encode(next.value));
            watchReader(controller);
          }
          next = null;
        } catch (error) {
          logError(requestId, error);
          controller.error(error);
          await end();
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );

  function watchReader(controller: ReadableStreamDefaultController): void {
    idleTimer = setTimeout(() => {
      controller.error(new Error("The reader of a download took nothing for too long."));
      void end();
    }, idleMilliseconds);
    idleTimer.unref();
  }

  return new Response(body, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store",
      ...(resumeCursor === null ? {} : { "resume-cursor": resumeCursor }),
      ...createResponseHeaders(requestId),
    },
  });
}
