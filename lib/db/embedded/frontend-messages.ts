/**
 * The client's messages of PostgreSQL's protocol 3.0.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */

const largestMessage = 512 * 1024 * 1024;

export type StartupMessage = "encryption" | "cancel" | "start" | "unknown";

const startupCodes: Readonly<Record<number, StartupMessage>> = {
  80877103: "encryption",
  80877104: "encryption",
  80877102: "cancel",
  196608: "start",
};

/** Cuts a stream into its messages, without copying a long one more than once. */
export class MessageReader {
  #chunks: Buffer[] = [];
  #size = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** The next whole message; null: it has not arrived yet. @throws RangeError for an impossible length. */
  read(kind: "startup" | "typed"): Buffer | null {
    const lengthAt = kind === "startup" ? 0 : 1;
    const head = this.#peek(lengthAt + 4);
    if (head === null) {
      return null;
    }
    const length = head.readInt32BE(lengthAt) + lengthAt;
    if (length < lengthAt + 4 || length > largestMessage) {
      throw new RangeError("A message of an impossible length.");
    }
    const message = this.#peek(length);
    if (message === null) {
      return null;
    }
    this.#drop(length);
    return message;
  }

  #peek(length: number): Buffer | null {
    if (this.#size < length) {
      return null;
    }
    if (this.#chunks[0] === undefined || this.#chunks[0].length < length) {
      this.#chunks = [Buffer.concat(this.#chunks)];
    }
    return this.#chunks[0]?.subarray(0, length) ?? null;
  }

  #drop(length: number): void {
    const rest = this.#chunks[0]?.subarray(length);
    this.#chunks = [
      ...(rest === undefined || rest.length === 0 ? [] : [rest]),
      ...this.#chunks.slice(1),
    ];
    this.#size -= length;
  }
}

export function classifyStartup(message: Buffer): StartupMessage {
  return (message.length >= 8 ? startupCodes[message.readInt32BE(4)] : undefined) ?? "unknown";
}

export function messageType(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

/** The text of a PasswordMessage. */
export function getPassword(message: Buffer): string {
  return message.toString("utf8", 5, message.length - 1);
}

/** Statements that PGlite handles wrongly: it waits for rows forever, or creates an unreachable database. */
const impossible = /^\s*(copy\s[^;]*\sfrom\s+stdin|create\s+database)\b/i;

/** Replaces a message with such a statement by one that raises an error; returns any other unchanged. */
export function replaceImpossible(message: Buffer): Buffer {
  const type = messageType(message);
  if (type !== "Q" && type !== "P") {
    return message;
  }
  const textStart = type === "P" ? message.indexOf(0, 5) + 1 : 5;
  const found = impossible.exec(message.toString("latin1", textStart, textStart + 2_000));
  if (found === null) {
    return message;
  }
  const name = /^\s*copy/i.test(found[0])
    ? "COPY FROM STDIN: insert rows instead"
    : "CREATE DATABASE";
  const statement = `DO $$ BEGIN RAISE EXCEPTION 'The embedded database does not know ${name}.' USING ERRCODE = '0A000'; END $$\0`;
  const parameters = Buffer.alloc(type === "P" ? 2 : 0);
  return typedMessage(
    type,
    Buffer.concat([message.subarray(5, textStart), Buffer.from(statement), parameters]),
  );
}

/** The database that a StartupMessage names. */
export function requestedDatabase(message: Buffer): string | null {
  const fields = message.toString("utf8", 8).split("\0");
  const index = fields.findIndex((field, position) => position % 2 === 0 && field === "database");
  return index === -1 ? null : (fields[index + 1] ?? null);
}

export function typedMessage(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
