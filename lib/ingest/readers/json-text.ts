/** A number as it is written: JavaScript would round it beyond 2^53. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** A whole number with all of its digits; null for any other. */
  get digits(): string | null {
    return /^-?(?:0|[1-9]\d*)$/.test(this.text) ? this.text : null;
  }

  toJSON(): number | string {
    const number = Number(this.text);
    return String(number) === this.text ? number : this.text;
  }
}

export class JsonTextError extends Error {
  override readonly name = "JsonTextError";
  readonly isRepeatedKey: boolean;

  constructor(message: string, isRepeatedKey = false) {
    super(message);
    this.isRepeatedKey = isRepeatedKey;
  }
}

const MAX_DEPTH = 32;
const TOKEN =
  /[\t\n\r ]*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/**
 * Reads strict JSON with numbers as they are written. Objects have no prototype.
 * @throws JsonTextError for other text, for a key that an object has twice, and for more than 32 levels.
 */
export function parseJsonText(text: string): unknown {
  const reader = new JsonReader(text);
  const value = reader.readValue(0);
  reader.requireEnd();
  return value;
}

type Token =
  | { readonly kind: "mark"; readonly mark: string }
  | { readonly kind: "value"; readonly value: unknown };

class JsonReader {
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readValue(depth: number): unknown {
    return this.#finish(this.#next(), depth);
  }

  requireEnd(): void {
    if (this.#text.slice(this.#place).trim() !== "") throw new JsonTextError("More text follows.");
  }

  #next(): Token {
    TOKEN.lastIndex = this.#place;
    const [, mark, string, number, word] = TOKEN.exec(this.#text) ?? [];
    this.#place = TOKEN.lastIndex;
    if (mark !== undefined) return { kind: "mark", mark };
    if (number !== undefined) return { kind: "value", value: new JsonNumber(number) };
    const plain = string ?? word;
    if (plain === undefined) throw new JsonTextError("This is not JSON.");
    return { kind: "value", value: parsePlain(plain) };
  }

  #finish(token: Token, depth: number): unknown {
    if (token.kind === "value") return token.value;
    if (depth > MAX_DEPTH) throw new JsonTextError("The value is nested too deeply.");
    if (token.mark === "{") return this.#readObject(depth);
    if (token.mark === "[") return this.#readList(depth);
    throw new JsonTextError("This is not JSON.");
  }

  #readList(depth: number): unknown[] {
    const list: unknown[] = [];
    let token = this.#next();
    if (isMark(token, "]")) return list;
    for (;;) {
      list.push(this.#finish(token, depth + 1));
      if (this.#endsAfterComma("]")) return list;
      token = this.#next();
    }
  }

  #readObject(depth: number): Readonly<Record<string, unknown>> {
    const object: Record<string, unknown> = Object.create(null);
    let token = this.#next();
    if (isMark(token, "}")) return object;
    for (;;) {
      const key = token.kind === "value" ? token.value : null;
      if (typeof key !== "string" || !isMark(this.#next(), ":")) {
        throw new JsonTextError("This is not JSON.");
      }
      if (Object.hasOwn(object, key)) {
        throw new JsonTextError(`The object has “${key}” twice.`, true);
      }
      object[key] = this.readValue(depth + 1);
      if (this.#endsAfterComma("}")) return object;
      token = this.#next();
    }
  }

  /** Whether a list or an object ends here; otherwise a comma precedes its next part. */
  #endsAfterComma(end: "]" | "}"): boolean {
    const token = this.#next();
    if (isMark(token, end)) return true;
    if (!isMark(token, ",")) throw new JsonTextError("This is not JSON.");
    return false;
  }
}

function parsePlain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonTextError("This is not JSON.");
  }
}

function isMark(token: Token, mark: string): boolean {
  return token.kind === "mark" && token.mark === mark;
}
