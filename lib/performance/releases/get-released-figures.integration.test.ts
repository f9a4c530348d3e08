import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { OTHER_TEAMS } from "@/lib/performance/domain/releases/release-groups";
import { createTeam } from "@/lib/performance/members/manage-teams";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { getReleasedFigures } from "./get-released-figures";
import { insertReleases } from "./testing/insert-releases";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const organization = { kind: "organization" } as const;

it("combines the releases of a team, or of the groups of an organization, over whole months", async () => {
  const { context } = await makeOrganization(database);
  const { id: teamId } = await createTeam(context, { name: "Weavers" });
  const team = { kind: "team", teamId } as const;
  await insertReleases(context, [
    { group: team, month: "2025-11", figures: { meanScore: 1000 } },
    { group: team, month: "2026-08", figures: { meanScore: 4000 } },
    { group: OTHER_TEAMS, month: "2026-10", figures: { members: 18, meanScore: 6000 } },
    { group: team, month: "2026-10", figures: { meanScore: 8000 } },
  ]);
  const read = async (group: typeof team | typeof organization, days?: number) => {
    const released = await getReleasedFigures(context, group, days);
    return [released?.from, released?.to, released?.figures.meanScore, released?.releasedAt];
  };
  const { now } = context;
  expect(await read(team)).toEqual(["2026-10-01", "2026-10-31", 8000, now]);
  expect(await read(team, 90)).toEqual(["2026-08-01", "2026-10-31", 6000, now]);
  expect(await read(team, 365)).toEqual(["2025-11-01", "2026-10-31", 4333, now]);
  expect(await read(organization, 31)).toEqual(["2026-10-01", "2026-10-31", 6500, now]);
});

it("has no released figures before the first release, and rejects parts of months", async () => {
  const { context } = await makeOrganization(database);
  expect(await getReleasedFigures(context, organization)).toBeNull();
  await expect(getReleasedFigures(context, organization, 32)).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining("365 to 366 for twelve"),
  });
});
