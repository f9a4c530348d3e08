import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { compareCheckpoints, formatCheckpoint, parseCheckpoints } from "./kept-checkpoints";
import type { Checkpoint } from "./seal";

const checkpoint: Checkpoint = {
  number: 3,
  lastSeal: 12,
  rows: 1532n,
  createdAt: new Date("2026-11-30T01:00:02.123Z"),
  hash: "9f".repeat(32),
};
const line = `acme: checkpoint 3 of 2026-11-30T01:00:02.123Z over 1532 rows, SHA-256 ${"9f".repeat(32)}`;

describe("checkpoints outside the database", () => {
  it("are lines that people can read", () => {
    expect(formatCheckpoint("acme", checkpoint)).toBe(line);
  });

  it("are read again from a file with comments, empty lines and lines of other systems", () => {
    const text = `# kept by the works council\r\n\r\n${line}\r\n  ${line.toUpperCase().replace("ACME: CHECKPOINT", "acme: checkpoint")}\n`;
    const kept = { slug: "acme", number: 3, hash: checkpoint.hash };
    expect(parseCheckpoints(text)).toEqual({ checkpoints: [kept, kept], invalidLine: null });
  });

  it("are read as they were written, whatever they hold", () => {
    const hashes = fc.stringMatching(/^[0-9a-f]{64}$/);
    const numbers = fc.integer({ min: 1, max: 999_999_999 });
    assertProperty(
      fc.property(numbers, fc.bigInt({ min: 1n, max: 2n ** 63n }), hashes, (number, rows, hash) => {
        const written = formatCheckpoint("a-b", { ...checkpoint, number, rows, hash });
        const { checkpoints } = parseCheckpoints(written);
        expect(checkpoints).toEqual([{ slug: "a-b", number, hash }]);
      }),
    );
  });

  it.each([
    ["a hash that lacks a digit", line.slice(0, -1)],
    ["a sentence", "acme is well"],
    ["two checkpoints in one line", `${line} ${line}`],
  ])("are rejected with the number of the line: %s", (_, wrong) => {
    expect(parseCheckpoints(`${line}\n${wrong}`)).toMatchObject({ invalidLine: 2 });
  });

  it("differ where the database lacks one or has another hash", () => {
    const kept = [1, 2, 3].map((number) => ({ slug: "acme", number, hash: "a" }));
    const stored = [
      { number: 1, hash: "a" },
      { number: 2, hash: "b" },
    ];
    expect(compareCheckpoints(stored, kept)).toEqual([
      { number: 2, stored: "b", kept: "a" },
      { number: 3, stored: null, kept: "a" },
    ]);
    expect(compareCheckpoints(stored, kept.slice(0, 1))).toEqual([]);
  });
});
