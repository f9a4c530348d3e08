import { gunzipSync } from "node:zlib";
import { expect } from "./fixtures";
import { type RawResponse, readRaw } from "./read-raw";

/** The addresses of a server that dispatches directly, and of one that does not. */
export type Ways = { readonly direct: string; readonly router: string };

export type SentRequest = {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the direct server sends it through the router too. */
  readonly isUnusual?: boolean;
  /** The parts of the body and of `Location` that differ for each thing that is created. */
  readonly varying?: RegExp;
};

const attempts = 4;
const routerVary =
  "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch";
/** Of the connection, of the clock, or of the process, which counts requests by itself. */
const changing = ["date", "content-length", "transfer-encoding", "content-encoding"];

/**
 * Sends a request both ways, and expects the same status, headers and body. A read is sent directly before and after,
 * and again where other tests have changed its data meanwhile.
 * @returns the direct response, with its body decoded.
 */
export async function compareWays(ways: Ways, request: SentRequest): Promise<RawResponse> {
  const name = `${request.method ?? "GET"} ${request.path}`;
  for (let attempt = 1; ; attempt += 1) {
    const direct = await send(ways.direct, request);
    const router = await send(ways.router, request);
    const isWrite = !["GET", "HEAD"].includes(request.method ?? "GET");
    const again = isWrite ? direct : await send(ways.direct, request);
    if (attempt < attempts && readText(again) !== readText(direct)) continue;
    expect(summarize(direct, request), name).toEqual(summarize(router, request));
    expectWay(direct, router, request);
    return direct;
  }
}

export async function send(
  address: string,
  { path, method, headers, body }: SentRequest,
): Promise<RawResponse> {
  const sent = { "x-request-id": "sent-both-ways", "accept-encoding": "gzip", ...headers };
  const response = await readRaw(`${address}${path}`, sent, method, body);
  const isCompressed = response.headers["content-encoding"] === "gzip" && response.body.length > 0;
  return isCompressed ? { ...response, body: gunzipSync(response.body) } : response;
}

function summarize({ status, headers, body }: RawResponse, { varying }: SentRequest) {
  const hide = (text?: string) =>
    varying === undefined ? text : text?.replace(new RegExp(varying, "g"), "…");
  const kept = Object.entries(headers).filter(
    ([name]) => !changing.includes(name) && !name.startsWith("ratelimit"),
  );
  const vary = headers.vary?.replace(routerVary, "").replace(/^, /, "");
  return {
    status,
    headers: {
      ...Object.fromEntries(kept),
      vary: vary === "" ? undefined : vary,
      location: hide(headers.location),
    },
    countsRequests: "ratelimit-policy" in headers,
    body: hide(readText({ body })),
  };
}

/** Exports contain the time at which they were made. */
function readText({ body }: Pick<RawResponse, "body">): string {
  return body.toString("latin1").replace(/"export_date":"[^"]+"/, '"export_date":""');
}

/**
 * Only the router varies its responses by its own headers. A direct response that is whole is compressed from 1 kB on.
 */
function expectWay(direct: RawResponse, router: RawResponse, request: SentRequest): void {
  expect(router.headers.vary, request.path).toContain(routerVary);
  if (request.isUnusual === true) {
    expect(direct.headers.vary, request.path).toContain(routerVary);
    return;
  }
  expect(direct.headers.vary ?? "", request.path).not.toContain("rsc");
  const isStream = direct.headers["transfer-encoding"] === "chunked";
  if (isStream || direct.body.length >= 1_024) {
    const coding = router.headers["content-encoding"];
    expect(direct.headers["content-encoding"], request.path).toBe(coding);
  } else {
    expect(direct.headers["content-encoding"], request.path).toBeUndefined();
  }
}
