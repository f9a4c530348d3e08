import { expect, test } from "vitest";
import { getWriteTime } from "@/lib/performance/domain/ledger/write-time";

const at = (second: number) => new Date(Date.UTC(2026, 0, 15, 12, 0, second));

test("is the time of the request after all entries, or without any", () => {
  expect(getWriteTime(at(10), [])).toEqual(at(10));
  expect(getWriteTime(at(10), [null, at(3), at(9)])).toEqual(at(10));
});

test("is right after the newest entry that was written while the request waited", () => {
  const after = (second: number) => new Date(at(second).getTime() + 1);
  expect(getWriteTime(at(10), [at(12), null, at(11)])).toEqual(after(12));
  expect(getWriteTime(at(10), [at(10)])).toEqual(after(10));
});

test("does not follow an entry of a clock that is a minute ahead", () => {
  expect(getWriteTime(at(0), [at(60), at(2)])).toEqual(new Date(at(2).getTime() + 1));
});
