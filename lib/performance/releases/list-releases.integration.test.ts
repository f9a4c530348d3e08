import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { OTHER_TEAMS } from "@/lib/performance/domain/releases/release-groups";
import { createTeam } from "@/lib/performance/members/manage-teams";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { listReleases } from "./list-releases";
import { insertReleases } from "./testing/insert-releases";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

async function makeReleased() {
  const { context, userIds } = await makeOrganization(database, { members: 1 });
  const teamId = (await createTeam(context, { name: "Weavers" })).id;
  const team = { kind: "team", teamId } as const;
  const figures = { scoreDeviation: 1205 };
  await insertReleases(context, [
    { group: team, month: "2026-09", figures },
    { group: OTHER_TEAMS, month: "2026-09", figures },
    { group: team, month: "2026-10", figures },
  ]);
  return { context, teamId, userId: userIds[0] ?? 0 };
}

const page = { limit: 50 };

it("lists the releases of all groups to a manager, newest first, byte for byte in every mode", async () => {
  const { context, teamId, userId } = await makeReleased();
  const read = async (privacyMode: "named" | "aggregate") =>
    JSON.stringify(
      await listReleases(actAs(context, { userId, role: "manager", privacyMode }), page),
    );
  const text = await read("named");
  expect(await read("aggregate")).toBe(text);
  const { releases } = JSON.parse(text);
  expect(releases.map((one: { to: string; team: string }) => [one.to, one.team])).toEqual([
    ["2026-10-31", "Weavers"],
    ["2026-09-30", null],
    ["2026-09-30", "Weavers"],
  ]);
  expect(releases[0]).toEqual({
    id: expect.any(Number),
    group: "team",
    team_id: teamId,
    team: "Weavers",
    from: "2026-10-01",
    to: "2026-10-31",
    released_at: context.now.toISOString(),
    anonymity_threshold: 5,
    policy_version: 1,
    members: 6,
    completions: 10,
    average_score: 80,
    std_deviation: 12.05,
    on_time_ratio: 1,
    skill_accuracy: 0.8,
    difficulty_factor: 0.5,
    bins: [{ low: 0, high: 100, members: 6 }],
  });
});

it("continues a list of releases where the page before ended", async () => {
  const { context, userId } = await makeReleased();
  const manager = actAs(context, { userId, role: "manager" });
  const first = await listReleases(manager, { limit: 2 });
  const second = await listReleases(manager, { limit: 2, cursor: first.next_cursor ?? "" });
  const ids = [...first.releases, ...second.releases].map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  expect(second.next_cursor).toBeNull();
});

it("lists the releases of their own team to a team lead, and none to a lead without a team", async () => {
  const { context, teamId, userId } = await makeReleased();
  const other = (await createTeam(context, { name: "Dyers" })).id;
  const lead = actAs(context, { userId, role: "team_lead", teamId });
  const { releases } = await listReleases(lead, page);
  expect(releases.map(({ team_id: id }) => id)).toEqual([teamId, teamId]);
  await expect(listReleases(lead, { ...page, team_id: other })).rejects.toMatchObject({
    code: "not_found",
  });
  const alone = actAs(context, { userId, role: "team_lead", teamId: null });
  expect((await listReleases(alone, page)).releases).toEqual([]);
  await expect(listReleases(actAs(context, { userId }), page)).rejects.toMatchObject({
    code: "forbidden",
  });
});

it("lists nothing of another organization", async () => {
  const { teamId } = await makeReleased();
  const { context, userIds } = await makeOrganization(database);
  const manager = actAs(context, { userId: userIds[0] ?? 0, role: "manager" });
  expect((await listReleases(manager, page)).releases).toEqual([]);
  await expect(listReleases(manager, { ...page, team_id: teamId })).rejects.toMatchObject({
    code: "not_found",
  });
});
