import { expect, test } from "vitest";
import { computePercentile } from "./percentile";

test.each([
  [4, 4, 1],
  [1, 4, 0.25],
  [2, 3, 0.6667],
  [1, 3, 0.3333],
])(
  "computes for %i of %i ranked members not above the member a percentile of %d",
  (notAbove, ranked, share) => {
    expect(computePercentile(notAbove, ranked)).toBe(share);
  },
);

test("computes no percentile without a ranked member", () => {
  expect(computePercentile(0, 0)).toBeNull();
});
