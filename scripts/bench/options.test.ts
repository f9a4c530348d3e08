import { expect, test } from "vitest";
import { readOptions } from "./options";

test("reads the size of the data, a running server and a program to compare with", () => {
  const args = ["--members", "1000", "--entries", "300", "--url", "http://localhost:1", "--smoke"];
  expect(readOptions([...args, "--against", "/other"])).toMatchObject({
    members: 1000,
    entries: 300,
    url: "http://localhost:1",
    against: "/other",
    keep: null,
    isSmoke: true,
  });
});

test.each(["0", "-1", "1.5", "many"])("rejects %s members with a sentence", (members) => {
  expect(() => readOptions([`--members=${members}`])).toThrow("--members must be a whole number");
});
