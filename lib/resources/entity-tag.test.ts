import { describe, expect, it } from "vitest";
import { createVersion, matchesVersion, parseIfMatch, toEntityTag } from "./entity-tag";

describe("If-Match", () => {
  it.each([
    ['"a"', ["a"]],
    [' "a" , "b.c" ', ["a", "b.c"]],
    [',"a",,"b",', ["a", "b"]],
    ['"a,b", ""', ["a,b", ""]],
    ['W/"a", "b"', ["b"]],
    ['W/"a"', []],
    ["*", "*"],
  ])("reads %s by RFC 9110, without weak tags", (header, tags) => {
    expect(parseIfMatch(header)).toEqual(tags);
  });

  it.each(["", "a", '"a', '"a" "b"', '"a"b', 'w/"a"', '*, "a"', "**", '"a\nb"', ","])(
    "rejects %s",
    (header) => {
      expect(parseIfMatch(header)).toBeNull();
    },
  );

  it("takes time that grows with its length alone", () => {
    const startedAt = performance.now();
    expect(parseIfMatch(`${'"a"'.padEnd(8_000, ", ")}x`)).toBeNull();
    expect(parseIfMatch(`${'"a", '.repeat(4_000)}x`)).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe("a version", () => {
  const secret = "a secret of the test";
  const key = { organizationId: 1, id: "5", now: new Date(0) };
  const version = createVersion(secret, "team", key, "state");

  it("differs by state, resource, organization and installation", () => {
    const others = [
      createVersion(secret, "team", key, "other state"),
      createVersion(secret, "skill", key, "state"),
      createVersion(secret, "team", { ...key, organizationId: 2 }, "state"),
      createVersion("another secret", "team", key, "state"),
    ];
    expect(new Set([version, ...others]).size).toBe(5);
  });

  it("is that of the tag of a write, and of a read with any body", () => {
    for (const tag of [toEntityTag(version, null), toEntityTag(version, "hash")]) {
      expect(matchesVersion(parseIfMatch(tag) ?? [], version)).toBe(true);
      expect(matchesVersion(parseIfMatch(tag) ?? [], `${version}x`)).toBe(false);
    }
    expect(matchesVersion("*", version)).toBe(true);
  });

  it("is the same for an assignment by its id and by its key", () => {
    expect(createVersion(secret, "assignment_by_external_id", key, "state")).toBe(
      createVersion(secret, "assignment", key, "state"),
    );
  });
});
