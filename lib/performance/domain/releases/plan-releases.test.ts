import { describe, expect, test } from "vitest";
import { planReleases } from "./plan-releases";
import {
  buildFullSums,
  buildMember,
  buildPart,
  buildPlan,
  buildReader,
  listNumbers,
} from "./testing/release-samples";

const at = (day: string) => new Date(`${day}T00:00:00Z`);
const months = ["2024-01", "2024-02", "2024-03"];
const team = { kind: "team", teamId: 1 };
const others = { kind: "other_teams" };

function plan(differences: Parameters<typeof buildPlan>[0]) {
  return planReleases(buildPlan(differences)).map(({ group, from, to, figures, parts }) => ({
    ...{ group, from, to, members: figures.members },
    parts: parts.length,
  }));
}

const sixMembers = listNumbers(1, 6).map((userId) => buildMember(userId));
const inMonth = (day: string, ids = listNumbers(1, 6)) => ids.map((id) => buildPart(id, day));

describe("the batches of an organization", () => {
  test("a team has one for each month in which something was recorded", () => {
    const waiting = [...inMonth("2024-01-10"), ...inMonth("2024-03-31")];
    expect(plan({ months, members: sixMembers, waiting })).toEqual([
      { group: team, from: "2024-01", to: "2024-01", members: 6, parts: 6 },
      { group: team, from: "2024-02", to: "2024-03", members: 6, parts: 6 },
    ]);
  });

  test("a batch that is held back grows by the next month with a change", () => {
    const few = inMonth("2024-01-10", listNumbers(1, 5));
    const waiting = [...few, ...inMonth("2024-02-10", [6])];
    expect(plan({ months, members: sixMembers, waiting })).toEqual([
      { group: team, from: "2024-01", to: "2024-02", members: 6, parts: 6 },
    ]);
  });

  test("a batch takes the parts of members that its figures leave out", () => {
    const reversal = buildPart(7, "2024-01-20", { sums: buildFullSums(-1) });
    const waiting = [...inMonth("2024-01-10"), reversal];
    expect(plan({ members: sixMembers, waiting })).toEqual([
      { group: team, from: "2024-01", to: "2024-01", members: 6, parts: 7 },
    ]);
  });

  test("a new team lead, who sees all but a member who left, holds back this member alone", () => {
    const leaver = buildMember(7, null, {
      memberships: [{ teamId: 1, since: at("2024-01-01"), until: at("2024-01-15") }],
    });
    const members = [...sixMembers, leaver];
    const waiting = inMonth("2024-01-10", listNumbers(1, 7));
    const lead = buildReader(1, {
      view: { kind: "team", teamId: 1 },
      viewSince: at("2024-01-20"),
    });
    const release = { group: team, from: "2024-01", to: "2024-01", parts: 7 };
    expect(plan({ members, waiting })).toEqual([{ ...release, members: 7 }]);
    expect(plan({ members, waiting, readers: [lead] })).toEqual([{ ...release, members: 6 }]);
  });

  test("small teams and members without a team are one group", () => {
    const members = listNumbers(1, 6).map((userId) => buildMember(userId, userId % 3 || null));
    const waiting = members.map(({ userId, teamId }) =>
      buildPart(userId, "2024-01-10", { teamId }),
    );
    expect(plan({ members, waiting })).toEqual([
      { group: others, from: "2024-01", to: "2024-01", members: 6, parts: 6 },
    ]);
  });

  test("the work of a team that has become too small goes to the other teams", () => {
    const leaver = buildMember(1, null, {
      memberships: [{ teamId: 1, since: at("2024-01-01"), until: at("2024-02-10") }],
    });
    const members = [leaver, ...sixMembers.slice(1), buildMember(7, null)];
    const waiting = [...inMonth("2024-01-10", listNumbers(1, 5)), ...inMonth("2024-02-20", [6])];
    expect(plan({ months, members, waiting })).toEqual([
      { group: others, from: "2024-01", to: "2024-02", members: 6, parts: 6 },
    ]);
  });

  test("an organization with no more members than the threshold has none", () => {
    const gone = { deactivatedAt: at("2024-01-20") };
    const members = [...sixMembers.slice(1), buildMember(1, 1, gone)];
    expect(plan({ members, waiting: inMonth("2024-01-10") })).toEqual([]);
    expect(plan({ members: sixMembers, waiting: inMonth("2024-01-10") })).toHaveLength(1);
  });

  test("a batch that could be shown waits through a month in which nothing was recorded", () => {
    const joined = at("2024-02-10");
    const members = [
      ...sixMembers.slice(0, 5),
      buildMember(6, 1, { deactivatedAt: at("2024-01-20") }),
      buildMember(7, 1, {
        createdAt: joined,
        memberships: [{ teamId: 1, since: joined, until: null }],
      }),
    ];
    const january = inMonth("2024-01-10");
    expect(plan({ months: months.slice(0, 2), members, waiting: january })).toEqual([]);
    expect(plan({ months, members, waiting: [...january, buildPart(7, "2024-03-01")] })).toEqual([
      { group: team, from: "2024-01", to: "2024-03", members: 7, parts: 7 },
    ]);
  });

  test("months are planned one after another as they are planned together", () => {
    const waiting = [
      ...inMonth("2024-01-10", listNumbers(1, 4)),
      ...inMonth("2024-02-10"),
      ...inMonth("2024-03-10"),
    ];
    const input = buildPlan({ members: sixMembers, waiting });
    const first = planReleases({ ...input, months: months.slice(0, 2) });
    const counted = new Set(first.flatMap(({ parts }) => parts));
    const second = planReleases({
      ...input,
      months: months.slice(2),
      waiting: waiting.filter((part) => !counted.has(part)),
      countedUpTo: new Map([[1, "2024-02"]]),
    });
    expect([...first, ...second]).toEqual(planReleases({ ...input, months }));
  });
});
