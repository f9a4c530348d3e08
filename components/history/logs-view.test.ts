import { describe, expect, it } from "vitest";
import { parseLogsView } from "./logs-view";

const viewOf = (query: string) => {
  const parameters = new URLSearchParams(query);
  return parseLogsView((name) => parameters.get(name));
};

describe("the address of the logs", () => {
  it("holds page, person, kind, days and order", () => {
    expect(viewOf("page=3&person=5&kind=late&from=2026-01-01&to=2026-02-28&sort=when")).toEqual({
      page: 3,
      userId: 5,
      kind: "late",
      from: "2026-01-01",
      to: "2026-02-28",
      sort: "created_at",
    });
  });

  it("asks for everything where it says nothing that can be asked for", () => {
    expect(viewOf("page=0&person=me&kind=LATE&from=2026-02-30&to=yesterday&sort=who")).toEqual({
      page: 1,
      userId: null,
      kind: null,
      from: null,
      to: null,
      sort: "-created_at",
    });
  });
});
