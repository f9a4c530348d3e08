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
    const ordered = putInRandomOrder(people, (name) => name.slice(0, -1));
    for (const tens of ["0", "1", "2", "3"]) {
      const group = ordered.filter((name) => name.startsWith(`person-${tens}`));
      expect(group).toEqual(group.toSorted());
    }
    expect(ordered.filter((name, index) => name === people[index]).length).toBeLessThan(40);
  });
});
