import { createHash } from "node:crypto";
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
export function controlAddress(root: string): string {
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

export function parseAnnouncement(line: string): Announcement {
  const value: unknown = JSON.parse(line);
  if (typeof value === "object" && value !== null && "state" in value) {
    if (value.state === "failed" && "message" in value) {
      return { state: "failed", message: String(value.message) };
    }
    if (value.state === "ready" && "port" in value && "pid" in value) {
      return { state: "ready", port: Number(value.port), pid: Number(value.pid) };
    }
  }
  throw new Error("Something else than the embedded database answers for its folder.");
}
