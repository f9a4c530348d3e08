/** Reads exact numbers of bytes from a stream of chunks. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Null: fewer bytes are left. */
  async read(length: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > this.#rest.length) {
      parts.push(this.#rest);
      missing -= this.#rest.length;
      if (!(await this.#fill())) return null;
    }
    parts.push(this.#rest.subarray(0, missing));
    this.#rest = this.#rest.subarray(missing);
    return parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts);
  }

  /** The bytes up to and with `end`. Null: there is none in the first `largest` bytes. */
  async readUntil(end: number, largest: number): Promise<Buffer | null> {
    let index = this.#rest.indexOf(end);
    while (index === -1 && this.#rest.length <= largest) {
      const before = this.#rest;
      if (!(await this.#fill())) return null;
      this.#rest = Buffer.concat([before, this.#rest]);
      index = this.#rest.indexOf(end);
    }
    return index === -1 || index >= largest ? null : this.read(index + 1);
  }

  async #fill(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    this.#rest = done === true ? Buffer.alloc(0) : value;
    return done !== true;
  }
}
