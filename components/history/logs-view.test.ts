import { describe, expect, it } from "vitest";
import { parseLogsView } from "./logs-view";

const parseView = (query: string) => {
  const parameters = new URLSearchParams(query);
  return parseLogsView((name) => parameters.get(name));
};

describe("the URL of the logs", () => {
  it("contains page, person, kind, late or moved, days and order", () => {
    expect(
      parseView("page=3&person=5&kind=late&only=moved&from=2026-01-01&to=2026-02-28&sort=when"),
    ).toEqual({
      page: 3,
      userId: 5,
      kind: "late",
      only: "moved",
      from: "2026-01-01",
      to: "2026-02-28",
      sort: "created_at",
    });
  });

  it("shows all entries where its values are invalid", () => {
    expect(
      parseView("page=0&person=me&kind=LATE&only=early&from=2026-02-30&to=yesterday&sort=who"),
    ).toEqual({
      page: 1,
      userId: null,
      kind: null,
      only: null,
      from: null,
      to: null,
      sort: "-created_at",
    });
  });
});
