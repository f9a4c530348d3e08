import { describe, expect, it } from "vitest";
import { streamJson, streamNdjson } from "./json";

async function* toPages(...pages: readonly (readonly unknown[])[]) {
  for (const page of pages) yield await Promise.resolve(page);
}

async function joinPieces(pieces: AsyncIterable<string>) {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

describe("JSON by pages", () => {
  it.each([
    [[[]], [[]]],
    [[[1], [2, 3]], [[]]],
    [
      [[], [1]],
      [["x"], ["y"]],
    ],
    [[], []],
  ])("joins %j and %j to one object", async (first, second) => {
    const pieces = streamJson(
      { head: 1 },
      [
        ["first", toPages(...first)],
        ["second", toPages(...second)],
      ],
      { tail: 2 },
    );
    expect(JSON.parse((await joinPieces(pieces)).join(""))).toEqual({
      head: 1,
      first: first.flat(),
      second: second.flat(),
      tail: 2,
    });
  });

  it("writes one object without a tail", async () => {
    const pieces = await joinPieces(streamJson({ head: 1 }, [["list", toPages([1])]], {}));
    expect(JSON.parse(pieces.join(""))).toEqual({ head: 1, list: [1] });
  });

  it("leaves invalid JSON when it is cut between two pieces", async () => {
    const pieces = await joinPieces(streamJson({ head: 1 }, [["list", toPages([1], [2])]], {}));
    for (let count = 1; count < pieces.length; count += 1) {
      expect(() => JSON.parse(pieces.slice(0, count).join(""))).toThrow(SyntaxError);
    }
  });
});

describe("NDJSON", () => {
  it("writes one line for each row", async () => {
    const pieces = await joinPieces(streamNdjson(toPages([{ text: "a\nb" }], [], [2])));
    expect(pieces.join("")).toBe('{"text":"a\\nb"}\n2\n');
  });
});
