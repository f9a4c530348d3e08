import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";

/** What the server tells everybody who asks for the database, in one line of JSON. */
export type Announcement =
  | { readonly state: "ready"; readonly port: number; readonly pid: number }
  | { readonly state: "failed"; readonly message: string };

/** What a user says who wants to know that the database is closed, if nobody else needs it. */
export const releaseRequest = "release";

/**
 * The address of the socket that is both lock and lease of a folder. Whoever listens there may open
 * the files. On Linux it lives in the kernel alone, which frees it with the process, however that ends.
 */
export function getControlUrl(root: string): string {
  const id = createHash("sha256").update(root).digest("hex").slice(0, 24);
  if (process.platform === "linux") {
    return `\0performance-tracking-${id}`;
  }
  return process.platform === "win32"
    ? `\\\\.\\pipe\\performance-tracking-${id}`
    : `/tmp/performance-tracking-${id}.sock`;
}

/** Calls back with every whole line that arrives. */
export function readLines(socket: Socket, onLine: (line: string) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      onLine(line);
    }
  });
}

/** A newcomer's first line: what the answer has to prove the knowledge of the folder's key with. */
export function greet(nonce: string): string {
  return `hello ${nonce}`;
}

/** Null for a line that greets nobody. */
export function getNonce(line: string): string | null {
  return /^hello ([0-9a-f]{32})$/.exec(line)?.[1] ?? null;
}

/** Anybody on the machine could listen at the address first; only who may read the key file can sign. */
export function signAnnouncement(
  announcement: Announcement,
  { nonce, accessKey }: { readonly nonce: string; readonly accessKey: string },
): string {
  const text = JSON.stringify(announcement);
  return `${proofOf(text, nonce, accessKey)} ${text}`;
}

/** @throws Error for one that the holder of the key did not sign for this nonce. */
export function parseAnnouncement(
  line: string,
  { nonce, accessKey }: { readonly nonce: string; readonly accessKey: string },
): Announcement {
  const [given = "", ...words] = line.split(" ");
  const text = words.join(" ");
  const expected = Buffer.from(proofOf(text, nonce, accessKey));
  const proof = Buffer.from(given);
  if (proof.length !== expected.length || !timingSafeEqual(proof, expected)) {
    throw strangerError();
  }
  const value: unknown = JSON.parse(text);
  if (typeof value === "object" && value !== null && "state" in value) {
    if (value.state === "failed" && "message" in value) {
      return { state: "failed", message: String(value.message) };
    }
    if (value.state === "ready" && "port" in value && "pid" in value) {
      return { state: "ready", port: Number(value.port), pid: Number(value.pid) };
    }
  }
  throw strangerError();
}

function proofOf(text: string, nonce: string, accessKey: string): string {
  return createHmac("sha256", accessKey).update(`${nonce}\n${text}`).digest("hex");
}

function strangerError(): Error {
  return new Error("Something else than the embedded database answers for its folder.");
}
