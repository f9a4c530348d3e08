import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { createTeam } from "@/lib/performance/members/manage-teams";
import { updateMember } from "@/lib/performance/members/update-member";
import { makeReleases } from "@/lib/performance/releases/make-releases";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { actAsDatabaseAdministrator } from "@/lib/performance/seals/testing/act-as-database-administrator";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { expireRecords } from "./expire-records";
import { makeFormerMember } from "./testing/make-former-member";

const { signal } = new AbortController();

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

/** A team of members who have been there since 2020. */
async function makeTeam() {
  const { context, userIds } = await makeOrganization(database, { members: 8 });
  const { organizationId } = context;
  const { id: teamId } = await createTeam(context, { name: "Weavers" });
  const since = new Date("2020-01-01T00:00Z");
  const where = { organizationId };
  await database.user.updateMany({ where, data: { teamId, createdAt: since } });
  await database.organization.update({ where: { id: organizationId }, data: { createdAt: since } });
  await database.teamMembership.updateMany({ where, data: { since } });
  return { context, userIds };
}

const atTime = (context: Context, time: string): Context => ({
  ...context,
  now: new Date(`${time}Z`),
});

/** Each member completes two assignments at the same time, which is when they are recorded. */
async function record(context: Context, time: string, userIds: readonly number[]): Promise<void> {
  const now = new Date(`${time}Z`);
  const works = userIds.flatMap((userId, index) =>
    [1, 2].map((number) => ({
      ...{ externalId: `${userId} ${time} ${number}`, userId, title: "Task", completedAt: now },
      ...{ dueAt: now, difficulty: toDifficultyHundredths(500 + 10 * index) },
      skillMatch: toMatchTenThousandths(8000),
    })),
  );
  await recordAssignmentsFor({ ...context, now }, works);
}

it("releases stay as they are when a counted member expires, and a changed one is found", async () => {
  const { context, userIds } = await makeTeam();
  const { organizationId } = context;
  const [former = 0] = userIds;
  await record(context, "2021-01-10T12:00", userIds);
  await record(context, "2021-02-10T12:00", userIds.slice(1));
  await makeReleases(atTime(context, "2021-03-20T12:00"), signal);
  await sealOrganization(context, signal);
  const listReleases = () =>
    database.aggregateRelease.findMany({ where: { organizationId }, orderBy: { id: "asc" } });
  const releases = await listReleases();
  expect(releases.map(({ members }) => members)).toEqual([8, 7]);
  expect((await verifyOrganization(context)).differences).toEqual([]);

  await makeFormerMember(context, former, 40);
  const { members } = await expireRecords(context, { stopping: signal, source: "job" });
  expect(members).toMatchObject([{ userId: former, entries: 2 }]);
  expect(await listReleases()).toEqual(releases);
  expect((await verifyOrganization(context)).differences).toEqual([]);
  const parts = await database.aggregateReleasePart.count({
    where: { organizationId, userId: former },
  });
  expect(parts).toBe(1);

  // A member who came back begins again, and their new work is released and verified as that of others.
  await updateMember(context, { userId: former, amendment: { is_active: true, team: "Weavers" } });
  await record(context, "2026-06-10T12:00", userIds);
  await makeReleases(atTime(context, "2026-07-20T12:00"), signal);
  expect((await listReleases()).map((one) => one.members)).toEqual([8, 7, 8]);
  expect((await verifyOrganization(context)).differences).toEqual([]);

  await actAsDatabaseAdministrator(database, [
    `UPDATE aggregate_releases SET mean_score = mean_score - 1 WHERE organization_id = ${organizationId}`,
  ]);
  const { differences } = await verifyOrganization(context);
  expect(differences.map(({ what }) => what.replaceAll(/\d+/g, "N"))).toEqual([
    "release N: figures",
    "release N: figures",
    "SHA-N of seal N (aggregate_releases, ids N to N)",
  ]);
});
