import { describe, expect, it } from "vitest";
import { createEntryCursor, createIdCursor, parseEntryCursor, parseIdCursor } from "./list-cursor";

describe("a cursor of a list", () => {
  it.each([
    ["2026-05-15T14:30:00.123Z", 1n],
    ["1955-01-01T00:00:00.000Z", 3_000_000_000_000n],
    ["1970-01-01T00:00:00.000Z", 7n],
  ])("restores the instant %s and the id %d from a cursor", (createdAt, id) => {
    const position = { createdAt: new Date(createdAt), id };
    expect(parseEntryCursor(createEntryCursor(position))).toEqual(position);
    expect(parseIdCursor(createIdCursor(id), "bigint")).toBe(id);
  });

  it("rejects a cursor whose id is too large for the list", () => {
    const beyondInteger = createIdCursor(2_147_483_648n);
    expect(parseIdCursor(beyondInteger, "bigint")).toBe(2_147_483_648n);
    expect(() => parseIdCursor(beyondInteger, "integer")).toThrow(/page|cursor/i);
  });

  it.each([
    "",
    "_",
    "1_",
    "_1",
    "1_1_1",
    "1 1",
    "'; --",
    "1_-1",
    "ZZ_1",
    "zzzzzzzzzz_1",
    "%00",
    "-zzzzzzzzz_1",
    "zzzzzzzzz_1",
    "🙂",
  ])("rejects the made-up cursor %j by name", (cursor) => {
    const parseId = (text: string) => parseIdCursor(text, "integer");
    for (const parse of [parseEntryCursor, parseId]) {
      expect(() => parse(cursor)).toThrow(
        expect.objectContaining({
          code: "invalid_request",
          invalidParams: [expect.objectContaining({ name: "cursor" })],
        }),
      );
    }
  });
});
