import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";

const methodsServed = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** What the framework cannot read, and answers with a bare 500 or 400. Null: it can. */
export function findMalformed(method: string, address: string): "method" | "address" | null {
  if (!methodsServed.includes(method)) {
    return "method";
  }
  try {
    decodeURIComponent(address.split("?", 1)[0] ?? "");
    return null;
  } catch {
    return "address";
  }
}

/** Leads every request that the framework cannot read to the route that says so, before the framework sees it. */
export function divertMalformedRequests(): void {
  subscribe("http.server.request.start", (message) => {
    const request = Reflect.get(Object(message), "request");
    if (request instanceof IncomingMessage) {
      const reason = findMalformed(request.method ?? "", request.url ?? "");
      if (reason !== null) {
        request.method = "GET";
        request.url = `/api/unservable/${reason}`;
      }
    }
  });
}
