const NEWLINE = 0x0a;
/** Longer than any row: the largest part of an imported file is far below it. */
const LARGEST_LINE = 256 * 1024 * 1024;

/** The lines of a stream, without their ends. Only a line feed ends a line. Null: the last line has no end. */
export async function* splitLines(source: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const line = chunk.subarray(start, end);
      yield rest.length === 0
        ? line.toString("utf8")
        : Buffer.concat([...rest, line]).toString("utf8");
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      restBytes += chunk.length - start;
    }
    if (restBytes > LARGEST_LINE) yield null;
  }
  if (restBytes > 0) yield null;
}
