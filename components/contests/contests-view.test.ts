import { describe, expect, it } from "vitest";
import { parseContestsView } from "./contests-view";

const view = (query: string, mayDecide: boolean) => {
  const parameters = new URLSearchParams(query);
  return parseContestsView((name) => parameters.get(name), mayDecide);
};

describe("the address of the contests", () => {
  it("begins with what waits for whoever decides, and with all of one's own for everybody else", () => {
    expect(view("", true)).toEqual({ contestId: null, status: "open", cursor: null });
    expect(view("", false)).toEqual({ contestId: null, status: null, cursor: null });
    expect(view("status=all", true).status).toBeNull();
  });

  it("holds the status, the page and one contest", () => {
    expect(view("status=rejected&after=1z", true)).toEqual({
      contestId: null,
      status: "rejected",
      cursor: "1z",
    });
    expect(view("contest=12", false).contestId).toBe(12);
  });

  it("counts what it could not ask for as not there", () => {
    expect(view("status=lost&after=%27&contest=-1", false)).toEqual({
      contestId: null,
      status: null,
      cursor: null,
    });
    expect(view("after=0", false).cursor).toBeNull();
  });
});
