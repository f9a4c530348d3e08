import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildFullSums } from "@/lib/performance/domain/releases/testing/release-samples";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { attackHistory } from "./testing/attack-history";
import { type OrganizationHistory, organizationHistories } from "./testing/organization-history";
import { guards, type ShownBatch } from "./testing/unguarded-plan";

/** The same histories in every run. */
const sampleHistories = (numRuns: number) => fc.sample(organizationHistories, { numRuns, seed: 7 });

const employee = { team: 1, role: "employee" } as const;

/** A lead joins a team after a member has left it, and sees all the others. Random histories rarely have it. */
const leadAfterLeaver: OrganizationHistory = {
  ...{ mode: "named", threshold: 3 },
  founders: Array.from({ length: 5 }, () => employee),
  months: [
    [
      ...[0, 1, 2, 3, 4].map((member) => ({
        ...{ type: "record" as const, member },
        sums: buildFullSums(1),
      })),
      { type: "move", member: 4, team: null },
      { type: "join", team: 1, role: "team_lead" },
    ],
  ],
};

const sortByKey = (shown: readonly ShownBatch[]) =>
  shown
    .map(({ key, month, batch }) => ({ key: `${month} ${key}`, batch }))
    .sort((left, right) => left.key.localeCompare(right.key));

describe("a reader who keeps everything that was ever released", () => {
  test("finds nothing that concerns fewer others than the threshold", () => {
    assertProperty(
      fc.property(organizationHistories, (history) => {
        expect(attackHistory(history, "product").findings).toEqual([]);
      }),
    );
  });

  test("sees many releases, and many months that are held back", () => {
    const attacks = sampleHistories(40).map((history) => attackHistory(history, "product"));
    const held = attacks.reduce((total, { heldMonths }) => total + heldMonths, 0);
    expect(attacks.flatMap(({ shown }) => shown).length).toBeGreaterThan(60);
    expect(held).toBeGreaterThan(60);
  });

  test("sees the same releases from the test's copy of the plan as from the product", () => {
    for (const history of sampleHistories(20)) {
      const [copy, product] = [attackHistory(history, "copy"), attackHistory(history, "product")];
      expect(sortByKey(copy.shown)).toEqual(sortByKey(product.shown));
    }
  });

  test.each(guards)("finds something without the guard %s", (guard) => {
    const histories = [leadAfterLeaver, ...sampleHistories(40)];
    const attacks = histories.map((history) => attackHistory(history, guard));
    expect(attacks.flatMap(({ findings }) => findings)).not.toEqual([]);
  });
});
