import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { JsonNumber, parseJsonText } from "./json-text";

describe("reading JSON", () => {
  it("reads what JSON.parse reads", () => {
    assertProperty(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(JSON.parse(JSON.stringify(parseJsonText(JSON.stringify(value))))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("keeps numbers as they are written", () => {
    const number = parseJsonText("738529527931269425");
    expect(number).toBeInstanceOf(JsonNumber);
    expect(number).toMatchObject({ digits: "738529527931269425" });
    expect(parseJsonText("1.0")).toMatchObject({ text: "1.0", digits: null });
    expect(parseJsonText("1e21")).toMatchObject({ digits: null });
  });

  it.each(["", "{", "[1,]", '{"a":1,}', "01", "'a'", '"a\u0001"', "nul", "[1] 2", '{"a" 1}'])(
    "rejects %j",
    (text) => {
      expect(() => parseJsonText(text)).toThrow();
    },
  );

  it("rejects a key that an object has twice, and too many levels", () => {
    expect(() => parseJsonText('{"a":1,"b":{"c":1,"c":2}}')).toThrow("has “c” twice");
    expect(() => parseJsonText("[".repeat(100_000))).toThrow("nested too deeply");
  });
});
