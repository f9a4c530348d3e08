import { expect, test } from "vitest";
import { makeUniqueName } from "./unique-name";

test("of many names none is another or a part of another", () => {
  const names = Array.from({ length: 120 }, makeUniqueName);
  const pairs = names.flatMap((name) => names.filter((other) => other.includes(name)));
  expect(pairs).toEqual(names);
});
