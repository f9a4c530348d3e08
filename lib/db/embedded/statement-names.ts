import { messageType, typedMessage } from "@/lib/db/embedded/frontend-messages";

/** More than a client of this product names. Each keeps a parsed statement and a plan in the database's memory. */
const mostNames = 512;

/** What ends a client's statements in SQL: one by its name, which may be quoted, or all of them. */
const deallocation =
  /^\s*(?:deallocate\s+(?:prepare\s+)?|(?=discard\s+all\s*;?\s*$)discard\s+)("(?:[^"]|"")+"|[a-z_][\w$]*)\s*;?\s*$/i;

/**
 * The names of one connection's prepared statements. In PGlite's only session two connections would find each other's
 * statements under the same name, and a statement would outlive its connection. So the session knows them by names that
 * begin with the number of the connection.
 */
export class StatementNames {
  readonly #prefix: string;
  readonly #names = new Map<string, string>();
  #count = 0;

  /** @param connection a number that no other connection of this database has or had. */
  constructor(connection: number) {
    this.#prefix = `pts_${connection}_`;
  }

  /** The message with the session's name of each statement; any other message unchanged. */
  translate(message: Buffer): Buffer {
    switch (messageType(message)) {
      case "P":
        return this.#translateParse(message);
      case "B":
        return this.#replaceName(message, message.indexOf(0, 5) + 1);
      case "D":
      case "C":
        return message[5] === "S".charCodeAt(0) ? this.#translateReference(message) : message;
      case "Q":
        return this.#translateQuery(message);
      default:
        return message;
    }
  }

  /** Messages that end all statements of the connection; null: it has none. */
  closeAll(): Buffer | null {
    if (this.#names.size === 0) return null;
    const closes = [...this.#names.values()].map((name) =>
      typedMessage("C", Buffer.from(`S${name}\0`)),
    );
    this.#names.clear();
    return Buffer.concat([...closes, typedMessage("S", Buffer.alloc(0))]);
  }

  #translateParse(message: Buffer): Buffer {
    const name = readName(message, 5);
    if (name !== "" && !this.#names.has(name)) {
      if (this.#names.size === mostNames) return rejectParse();
      this.#count += 1;
      this.#names.set(name, `${this.#prefix}${this.#count}`);
    }
    return this.#replaceName(message, 5);
  }

  #translateReference(message: Buffer): Buffer {
    const translated = this.#replaceName(message, 6);
    if (messageType(message) === "C") this.#names.delete(readName(message, 6));
    return translated;
  }

  #translateQuery(message: Buffer): Buffer {
    const found =
      message.length > 200
        ? null
        : deallocation.exec(message.toString("latin1", 5, message.length - 1));
    const given = found?.[1];
    if (given === undefined) return message;
    if (/^all$/i.test(given)) {
      this.#names.clear();
      return typedMessage("Q", Buffer.from(`${deallocateByPrefix(this.#prefix)}\0`));
    }
    const name = given.startsWith('"')
      ? given.slice(1, -1).replaceAll('""', '"')
      : given.toLowerCase();
    const known = this.#names.get(name);
    if (known === undefined) return message;
    this.#names.delete(name);
    return typedMessage("Q", Buffer.from(`DEALLOCATE ${known}\0`));
  }

  /** An unknown name keeps the error that it deserves. */
  #replaceName(message: Buffer, start: number): Buffer {
    const name = readName(message, start);
    if (name === "") return message;
    const end = start + Buffer.byteLength(name, "latin1");
    const known = this.#names.get(name) ?? `${this.#prefix}${name}`;
    return typedMessage(
      messageType(message),
      Buffer.concat([
        message.subarray(5, start),
        Buffer.from(known, "latin1"),
        message.subarray(end),
      ]),
    );
  }
}

function readName(message: Buffer, start: number): string {
  return message.toString("latin1", start, message.indexOf(0, start));
}

function deallocateByPrefix(prefix: string): string {
  return `DO $$ DECLARE statement text; BEGIN
    FOR statement IN SELECT name FROM pg_prepared_statements WHERE starts_with(name, '${prefix}') LOOP
      EXECUTE format('DEALLOCATE %I', statement);
    END LOOP;
  END $$`;
}

/** A Parse of text that PostgreSQL rejects while it parses, with an error that quotes the reason. */
function rejectParse(): Buffer {
  const reason = `A connection has at most ${mostNames} prepared statements.`;
  return typedMessage("P", Buffer.from(`\0SELECT '${reason}'::integer\0\0\0`));
}
