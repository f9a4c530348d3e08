/**
 * The Web request of a request to the server.
 * @param origin what its URL begins with, without the protocol
 */
export function createWebRequest(request, response, origin) {
  const { method, headers, url } = request;
  const protocol = headers["x-forwarded-proto"]?.includes("https") ? "https" : "http";
  return new Request(`${protocol}://${origin}${url}`, {
    method,
    headers,
    signal: createSignal(response),
    body: method === "GET" || !hasBody(headers) ? null : createBody(request, response),
    duplex: "half",
  });
}

const hasBody = (headers) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** Aborted when the client leaves before it has the response. */
function createSignal(response) {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/**
 * Reads from the connection only what the handler takes. What it leaves is read and forgotten, so that the connection
 * can take the response and the next request.
 */
function createBody(request, response) {
  let isOpen = true;
  const leave = () => {
    if (!isOpen) return;
    isOpen = false;
    request.removeAllListeners("data");
    request.resume();
  };
  const finish = (end) => {
    if (isOpen) end();
    isOpen = false;
  };
  return new ReadableStream(
    {
      start(controller) {
        request.pause();
        request.on("data", (chunk) => {
          request.pause();
          controller.enqueue(chunk);
        });
        request.once("end", () => finish(() => controller.close()));
        request.once("error", (error) => finish(() => controller.error(error)));
        response.once("close", () => {
          if (response.writableFinished) leave();
          else finish(() => controller.error(new Error("The client has left.")));
        });
      },
      pull: () => void request.resume(),
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}
