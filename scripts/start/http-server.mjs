import { createServer } from "node:http";
import { httpLimits } from "../../lib/environment/http-limits.mjs";
import { clientAddressHeader } from "./client-address.mjs";
import { rejectMalformedRequest, respondWithProblem } from "./malformed-request.mjs";
import { respondToOptions, toOriginForm } from "./request-target.mjs";

const methodNotAllowed =
  "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/** An HTTP server with limits for slow clients. It responds to a request for a tunnel, which is no ordinary request. */
export function createHttpServer(limits = httpLimits) {
  const server = createServer({
    keepAliveTimeout: limits.keepAlive,
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    connectionsCheckingInterval: limits.check,
  });
  server.on("connect", (_request, socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(methodNotAllowed);
  });
  return server;
}

/** Handles each request: rejects it, responds to it for the server as a whole, or passes it on in origin form. */
export function createRequestListener({ findAddress, dispatch, serveAsset, servePage }) {
  return (request, response) => {
    if (request.method === "OPTIONS" && request.url === "*") {
      respondToOptions(request, response);
      return;
    }
    if (!toOriginForm(request)) {
      respondWithProblem(request, response, "target");
      return;
    }
    if (rejectMalformedRequest(request, response)) return;
    request.headers[clientAddressHeader] = findAddress(request);
    if (dispatch?.(request, response)) return;
    if (serveAsset === null) void servePage(request, response);
    else serveAsset(request, response, () => servePage(request, response));
  };
}
