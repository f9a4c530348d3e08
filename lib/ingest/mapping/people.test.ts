import { describe, expect, it } from "vitest";
import { isOpaqueId, readPerson, toNameKey } from "./people";

describe("a cell of an assignee", () => {
  it.each([
    ["jane.doe@acme.example", "jane.doe@acme.example"],
    ["Jane Doe <jane@acme.example>", "jane@acme.example"],
    ['"Doe, Jane" <jane@acme.example>', "jane@acme.example"],
    ["<mailto:jane@acme.example>", "jane@acme.example"],
    ["mailto:jane@acme.example", "jane@acme.example"],
    ["'jane@acme.example'", "jane@acme.example"],
    ["[Jane Doe]", "Jane Doe"],
    ["@jane", "jane"],
    ["Silva, Maria", "Maria Silva"],
    ["\u200Ejane\u00A0", "jane"],
  ])("%j names %s", (cell, name) => {
    expect(readPerson(cell, false)).toMatchObject({ kind: "one", name });
  });

  it.each(["", " ", "-", "?", "Unassigned", "(unassigned)", "N/A", "ci[bot]", "build-bot"])(
    "%j names no person",
    (cell) => {
      expect(readPerson(cell, false)).toEqual({ kind: "none" });
    },
  );

  it.each(["a@x.example;b@x.example", "a@x.example, b@x.example", "jane; bob", "Jane & Bob"])(
    "%j names several people",
    (cell) => {
      expect(readPerson(cell, false)).toEqual({ kind: "several" });
    },
  );

  it("is several people with a comma only where a comma separates people", () => {
    expect(readPerson("jane, bob", true)).toEqual({ kind: "several" });
    expect(readPerson("jane, bob", false)).toMatchObject({ kind: "one" });
  });
});

describe("the parts of a name", () => {
  it("are the same in each form of a name, and differ between names", () => {
    const forms = ["Maria Silva", "silva, maria", "maria.silva", "MARIA.SILVA@acme.example"];
    expect(new Set(forms.map(toNameKey))).toEqual(new Set(["maria silva"]));
    expect(toNameKey("maria+tasks@acme.example")).toBe("maria");
    expect(toNameKey("Zoë")).toBe(toNameKey("zoe\u0308"));
  });

  it("say nothing in the id of an account", () => {
    const ids = ["557058:abcd-ef01", "5b10a2844c20165700ede21g", "712020:0f1e2d3c-4b5a-6978"];
    expect(ids.filter((id) => !isOpaqueId(id))).toEqual([]);
    const names = ["jane.doe", "member-1", "maria.fernandez.de.la.cruz", "x1-cvo-0010"];
    expect(names.filter(isOpaqueId)).toEqual([]);
  });
});
