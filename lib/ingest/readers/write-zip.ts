import { crc32 } from "node:zlib";

export type FileEntry = {
  readonly name: string;
  readonly content: string | Buffer;
};

/** A ZIP archive without compression. */
export function writeZip(entries: readonly FileEntry[]): Buffer {
  return joinEntries(entries.map(({ name, content }) => toPacked(name, Buffer.from(content))));
}

/** An entry as its headers describe it. */
export type PackedEntry = {
  readonly name: string;
  readonly data: Buffer;
  /** 0: stored; 8: deflated. */
  readonly method: number;
  readonly flags: number;
  readonly checksum: number;
  /** Bytes. */
  readonly inflatedSize: number;
};

export function toPacked(name: string, data: Buffer): PackedEntry {
  const inflatedSize = data.length;
  return { name, data, method: 0, flags: 0, checksum: crc32(data), inflatedSize };
}

export function joinEntries(entries: readonly PackedEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let place = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const fields = writeFields(entry, name.length);
    const local = Buffer.concat([toWord(0x04034b50), fields, name, entry.data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(place, 10);
    directory.push(Buffer.concat([toWord(0x02014b50), Buffer.from([20, 0]), fields, rest, name]));
    parts.push(local);
    place += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(place, 12);
  return Buffer.concat([...parts, listed, toWord(0x06054b50), end]);
}

function writeFields(entry: PackedEntry, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(entry.flags, 2);
  fields.writeUInt16LE(entry.method, 4);
  fields.writeUInt32LE(entry.checksum, 10);
  fields.writeUInt32LE(entry.data.length, 14);
  fields.writeUInt32LE(entry.inflatedSize, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

function toWord(value: number): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(value);
  return word;
}
