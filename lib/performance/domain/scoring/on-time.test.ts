import * as fc from "fast-check";
import { expect, test } from "vitest";
import { instants } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { computeOnTime } from "./on-time";

const NOON = new Date("2024-05-15T12:00:00Z");

test.each([
  ["2024-05-15T12:00:00.000Z", true, 0],
  ["2024-05-15T12:00:00.999Z", true, 0],
  ["2024-05-15T12:00:01.000Z", true, 1],
  ["2024-05-15T11:59:59.999Z", false, -1],
  ["2024-05-15T11:59:59.000Z", false, -1],
  ["2024-05-16T12:00:00.000Z", true, 86_400],
])(
  "decides for a completion at noon with a due date of %s on time: %s, %i seconds early",
  (dueAt, onTime, earlySeconds) => {
    expect(computeOnTime(new Date(dueAt), NOON)).toEqual({
      onTime,
      earlySeconds,
    });
  },
);

test("counts a completion as on time exactly at or before its due date, to the millisecond", () => {
  assertProperty(
    fc.property(instants, fc.integer({ min: -2000, max: 2000 }), (completedAt, distance) => {
      const dueAt = new Date(completedAt.getTime() + distance);
      const { onTime, earlySeconds } = computeOnTime(dueAt, completedAt);
      expect(onTime).toBe(completedAt <= dueAt);
      expect(earlySeconds).toBe(Math.floor(distance / 1000));
    }),
  );
});

test("does not decide whether a completion without a due date is on time", () => {
  expect(computeOnTime(null, NOON)).toEqual({
    onTime: null,
    earlySeconds: null,
  });
});
