import { describe, expect, it } from "vitest";
import { putInRandomOrder } from "./random-order";

const people = Array.from({ length: 40 }, (_, index) => `person-${String(index).padStart(2, "0")}`);

describe("the order in which people get their ids", () => {
  it("is not that of the file, and another one each time", () => {
    const [first, second] = [0, 1].map(() => putInRandomOrder(people, (name) => name));
    expect(first?.toSorted()).toEqual(people);
    expect(first).not.toEqual(people);
    expect(second).not.toEqual(first);
  });

  it("keeps people with one suggested username in their order", () => {
    const getPair = (name: string) => String(Math.floor(Number(name.slice(-2)) / 2));
    const ordered = putInRandomOrder(people, getPair);
    for (const pair of new Set(people.map(getPair))) {
      const group = ordered.filter((name) => getPair(name) === pair);
      expect(group).toEqual(group.toSorted());
    }
    expect(ordered).not.toEqual(people);
  });
});
