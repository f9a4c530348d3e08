import { expect, it } from "vitest";
import { toCheckpointText } from "./seal";

const seal = {
  ...({ number: 4, table: "audit_log", firstId: 7n, lastId: 2007n, rows: 1000, form: 1 } as const),
  hash: "a".repeat(64),
};
const unhashed = {
  ...{ organizationId: 5, number: 2, lastSeal: 4, rows: 1532n, seals: [seal] },
  createdAt: new Date("2026-11-30T01:00:02.123Z"),
};

it("a checkpoint is a text over its seals and the checkpoint before it", () => {
  const hash = "b".repeat(64);
  const previous = { ...unhashed, number: 1, lastSeal: 3, hash };
  expect(toCheckpointText({ ...unhashed, previous })).toBe(`organization 5
checkpoint 2
created_at 1796000402123
last_seal 4
rows 1532
previous ${hash}
seal 4 audit_log 7 2007 1000 1 ${"a".repeat(64)}`);
  expect(toCheckpointText({ ...unhashed, previous: null })).toContain("\nprevious none\n");
});
