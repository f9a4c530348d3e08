import { typedMessage } from "@/lib/db/embedded/frontend-messages";

/** The server's own messages around a session; all others come from PostgreSQL. */
const cleartextPassword = 3;

export function requestPassword(): Buffer {
  return typedMessage("R", int32(cleartextPassword));
}

/** Everything between the right password and the first query. */
export function acceptSession(serverVersion: string): Buffer {
  const settings: [string, string][] = [
    ["server_version", serverVersion],
    ["server_encoding", "UTF8"],
    ["client_encoding", "UTF8"],
    ["DateStyle", "ISO, MDY"],
    ["IntervalStyle", "postgres"],
    ["TimeZone", "UTC"],
    ["integer_datetimes", "on"],
    ["standard_conforming_strings", "on"],
  ];
  return Buffer.concat([
    typedMessage("R", int32(0)),
    ...settings.map(([name, value]) => typedMessage("S", Buffer.from(`${name}\0${value}\0`))),
    // No process to cancel: cancelling is not possible here.
    typedMessage("K", Buffer.alloc(8)),
    typedMessage("Z", Buffer.from("I")),
  ]);
}

/** An error that ends the connection. */
export function fatalError(code: string, message: string): Buffer {
  return typedMessage("E", Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`));
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
