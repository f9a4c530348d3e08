import { type IncomingHttpHeaders, request } from "node:http";

type RawAnswer = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** What a server sends, byte for byte, to an address that is taken as it is written. */
export function readRaw(address: string, headers: Record<string, string>): Promise<RawAnswer> {
  const [, origin = "", path = ""] = /^(https?:\/\/[^/]+)(.*)$/.exec(address) ?? [];
  return new Promise((resolve, reject) => {
    const asked = request(origin, { path, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(Buffer.from(chunk));
      resolve({
        status: answer.statusCode,
        headers: answer.headers,
        body: Buffer.concat(chunks),
      });
    });
    asked.once("error", reject);
    asked.end();
  });
}
