import { describe, expect, test } from "vitest";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { buildBatch } from "./batch";
import { isReleasable, type Reader } from "./readers";
import type { OrganizationMember } from "./release-groups";
import {
  buildFullSums,
  buildMember,
  buildPart,
  buildReader,
  listNumbers,
} from "./testing/release-samples";

const at = (day: string) => new Date(`${day}T00:00:00Z`);

type Case = {
  readonly size: number;
  readonly readers?: readonly Reader[];
  readonly members?: readonly OrganizationMember[];
  readonly tasksOfFirst?: number;
};

/** A batch of members 1 to `size`, who recorded two completions each on 10 January. */
function isShown({ size, readers = [], members = [], tasksOfFirst = 2 }: Case): boolean {
  const parts = listNumbers(1, size).map((userId) =>
    buildPart(userId, "2024-01-10", { sums: buildFullSums(userId === 1 ? tasksOfFirst : 2) }),
  );
  const known = new Map(members.map((member) => [member.userId, member]));
  const rule = { threshold: 5, readers, members: known };
  return isReleasable(buildBatch(parts, buildPolicy(), 5), rule);
}

describe("a batch is shown", () => {
  test("where more members than the threshold are in it", () => {
    expect(isShown({ size: 6 })).toBe(true);
    expect(isShown({ size: 5 })).toBe(false);
  });

  test("where no member has more than half of the completions", () => {
    expect(isShown({ size: 6, tasksOfFirst: 10 })).toBe(true);
    expect(isShown({ size: 6, tasksOfFirst: 11 })).toBe(false);
  });

  test("where five are neither the reader nor visible to them", () => {
    const lead = buildReader(9, { view: { kind: "team", teamId: 2 } });
    const members = listNumbers(1, 7).map((userId) => buildMember(userId, userId === 1 ? 2 : 1));
    expect(isShown({ size: 6, readers: [lead], members })).toBe(true);
    expect(isShown({ size: 6, readers: [{ ...lead, userId: 2 }], members })).toBe(false);
    expect(isShown({ size: 7, readers: [{ ...lead, userId: 2 }], members })).toBe(true);
    expect(isShown({ size: 6, readers: [buildReader(2)], members })).toBe(true);
  });

  test("where the reader sees each of its members anyway", () => {
    const members = listNumbers(1, 6).map((userId) => buildMember(userId));
    const lead = buildReader(1, { view: { kind: "team", teamId: 1 } });
    expect(isShown({ size: 6, readers: [lead], members })).toBe(true);
    const manager = buildReader(1, { view: { kind: "organization" } });
    expect(isShown({ size: 6, readers: [manager] })).toBe(true);
  });

  test("but not where the reader saw all but a few until the end of their membership", () => {
    const left = (userId: MemberId, day: string) =>
      buildMember(userId, null, {
        memberships: [{ teamId: 1, since: at("2024-01-01"), until: at(day) }],
      });
    const stayed = listNumbers(2, 6).map((userId) => buildMember(userId));
    const lead = buildReader(9, { view: { kind: "team", teamId: 1 } });
    const show = (member: OrganizationMember, reader: Reader) =>
      isShown({ size: 6, readers: [reader], members: [member, ...stayed] });
    expect(show(left(1, "2024-01-20"), lead)).toBe(true);
    expect(show(left(1, "2024-01-05"), lead)).toBe(false);
    expect(show(left(1, "2024-01-20"), { ...lead, viewSince: at("2024-01-25") })).toBe(false);
  });

  test("but not where the reader came after a member had left their view", () => {
    const left = buildMember(1, null, {
      memberships: [{ teamId: 1, since: at("2024-01-01"), until: at("2024-01-20") }],
    });
    const members = [left, ...listNumbers(2, 6).map((userId) => buildMember(userId))];
    const show = (createdAt: Date) => {
      const view = { kind: "team", teamId: 1 } as const;
      const reader = buildReader(9, { createdAt, view, viewSince: new Date(0) });
      return isShown({ size: 6, readers: [reader], members });
    };
    expect(show(at("2024-01-15"))).toBe(true);
    expect(show(at("2024-01-25"))).toBe(false);
  });

  test("but not where the reader may have seen its members before their view changed", () => {
    const before = buildReader(9, { viewSince: at("2024-01-09") });
    expect(isShown({ size: 6, readers: [before] })).toBe(true);
    expect(isShown({ size: 6, readers: [{ ...before, viewSince: at("2024-01-11") }] })).toBe(false);
  });
});

test("ten thousand members are checked for ten thousand readers in less than five seconds", () => {
  const ids = listNumbers(1, 10_000);
  const members = ids.map((userId) => buildMember(userId, 1 + (userId % 500)));
  const readers = ids.map((userId) =>
    userId <= 500
      ? buildReader(userId, { view: { kind: "team", teamId: 1 + (userId % 500) } })
      : buildReader(userId),
  );
  expect(isShown({ size: 10_000, readers, members })).toBe(true);
}, 5000);
