import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";

/** The server's message to each process that connects, one line of JSON. */
export type Announcement =
  | { readonly state: "ready"; readonly port: number; readonly pid: number }
  | { readonly state: "failed"; readonly message: string };

/** The message of a process that waits until the database is closed, if no other process uses it. */
export const releaseRequest = "release";

/**
 * The address of the socket that is both lock and lease of a folder. The process that listens there may open the
 * files. On Linux it exists in the kernel only, which frees it with the process.
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

/** The first line of a connection: the server proves with this nonce that it knows the folder's key. */
export function greet(nonce: string): string {
  return `hello ${nonce}`;
}

/** Null for any other line. */
export function getNonce(line: string): string | null {
  return /^hello ([0-9a-f]{32})$/.exec(line)?.[1] ?? null;
}

/** Any process on the machine can listen at the address; only one that may read the key file can sign. */
export function signAnnouncement(
  announcement: Announcement,
  { nonce, accessKey }: { readonly nonce: string; readonly accessKey: string },
): string {
  const text = JSON.stringify(announcement);
  return `${proofOf(text, nonce, accessKey)} ${text}`;
}

/** @throws Error unless the holder of the key signed the line for this nonce. */
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
  return new Error("Another program than the embedded database responds for its folder.");
}
