import { type IncomingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";

export type RawResponse = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** The bytes of a server's response. The URL is sent as it is written, without normalization. */
export function readRaw(
  url: string,
  headers: Record<string, string>,
  method = "GET",
  body?: string,
): Promise<RawResponse> {
  const [, origin = "", path = ""] = /^(https?:\/\/[^/]+)(.*)$/.exec(url) ?? [];
  return new Promise((resolve, reject) => {
    const sent = request(origin, { path, headers, method }, (response) => {
      buffer(response).then((body) => {
        resolve({ status: response.statusCode, headers: response.headers, body });
      }, reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
