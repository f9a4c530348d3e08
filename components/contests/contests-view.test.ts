import { describe, expect, it } from "vitest";
import { parseContestsView } from "./contests-view";

const view = (query: string, mayDecide: boolean) => {
  const parameters = new URLSearchParams(query);
  return parseContestsView((name) => parameters.get(name), mayDecide);
};

describe("the URL of the contests", () => {
  it("begins with open contests for members who decide, and with all of their own for others", () => {
    expect(view("", true)).toEqual({ contestId: null, status: "open", cursor: null });
    expect(view("", false)).toEqual({ contestId: null, status: null, cursor: null });
    expect(view("status=all", true).status).toBeNull();
  });

  it("contains the status, the page and one contest", () => {
    expect(view("status=rejected&after=1z.q8Zk-0_aBcDeFgHiJkLmNo", true)).toEqual({
      contestId: null,
      status: "rejected",
      cursor: "1z.q8Zk-0_aBcDeFgHiJkLmNo",
    });
    expect(view("contest=12", false).contestId).toBe(12);
  });

  it("ignores invalid values", () => {
    expect(view("status=lost&after=%27&contest=-1", false)).toEqual({
      contestId: null,
      status: null,
      cursor: null,
    });
    expect(view("after=0", false).cursor).toBeNull();
  });
});
