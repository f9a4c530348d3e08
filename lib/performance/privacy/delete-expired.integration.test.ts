import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Context, createSystemContext } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { makeConnection } from "@/lib/performance/testing/make-connection";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { deleteExpiredRecords, retentionDays } from "./delete-expired";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const DAY = 86_400_000;
const { signal } = new AbortController();
const makeHash = () => createHash("sha256").update(makeUniqueName()).digest("hex");

/** Records of each kind, one just before and one just after the end of its retention. */
async function fill(context: Context, userId: number) {
  const { organizationId, now } = context;
  const edge = (days: number, hours: number) =>
    new Date(now.getTime() - days * DAY + hours * 3_600_000);
  const owned = { organizationId, userId };
  const { id: apiTokenId } = await database.apiToken.create({
    data: {
      ...{
        ...owned,
        name: "program",
        tokenHash: makeHash(),
        scopes: ["self:read"],
        createdAt: now,
      },
      expiresAt: edge(-1, 0),
    },
  });
  const { id: connectionId } = await makeConnection(context, "webhook");
  const delivered = { organizationId, connectionId };
  for (const hours of [-1, 1]) {
    const received = [
      edge(retentionDays.delivery_bodies, hours),
      edge(retentionDays.deliveries, hours),
    ];
    for (const receivedAt of received) {
      await database.webhookDelivery.create({
        data: {
          ...{ ...delivered, deliveryId: makeUniqueName(), receivedAt, status: "taken" },
          body: "{}",
        },
      });
    }
    await database.connectionPerson.create({
      data: {
        ...{ ...delivered, name: makeUniqueName(), shown: "Jane", firstSeenAt: new Date(0) },
        lastSeenAt: edge(retentionDays.connection_people, hours),
      },
    });
    await database.connectionSecret.create({
      data: {
        ...{ ...delivered, sealed: "sealed", createdAt: new Date(0) },
        endsAt: edge(retentionDays.connection_secrets, hours),
      },
    });
    const session = { ...owned, secretHash: makeHash(), createdAt: new Date(0) };
    await database.session.create({
      data: { ...session, expiresAt: edge(retentionDays.sessions, hours) },
    });
    await database.invitation.create({
      data: {
        ...session,
        secretHash: makeHash(),
        expiresAt: edge(retentionDays.invitations, hours),
      },
    });
    for (const madeBy of [{}, { apiTokenId }]) {
      await database.shareLink.create({
        data: {
          ...{ ...owned, name: "widget", shares: "widget", secretHash: makeHash(), ...madeBy },
          createdAt: edge(retentionDays.share_links, hours - 1),
          expiresAt: edge(retentionDays.share_links, hours),
        },
      });
    }
    await database.accessRecord.create({
      data: {
        ...{ organizationId, viewerId: userId, subjectType: "member", subjectId: userId },
        ...{ surface: "user", hour: edge(retentionDays.access_records, hours) },
      },
    });
    await database.idempotencyKey.create({
      data: {
        ...{ organizationId, actorId: userId, keyHash: makeHash(), claim: "claim" },
        ...{ createdAt: edge(retentionDays.idempotency_keys, hours), claimedUntil: now },
        ...{ doneAt: now, status: 201, body: "{}" },
      },
    });
    await addJob(organizationId, "completed", edge(retentionDays.finished_jobs, hours));
    await addJob(organizationId, "failed", edge(retentionDays.failed_jobs, hours));
  }
}

async function addJob(organizationId: number, state: string, completedOn: Date): Promise<void> {
  const data = JSON.stringify({ organization_id: organizationId });
  await database.$executeRaw`
    INSERT INTO pts_jobs.job (name, data, state, completed_on)
    VALUES ('organization.sweep', ${data}::jsonb, ${state}::pts_jobs.job_state, ${completedOn})`;
}

async function count(organizationId: number) {
  const where = { organizationId };
  const jobs = await database.$queryRaw<{ jobs: number }[]>`
    SELECT count(*)::integer AS jobs FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId}`;
  return {
    sessions: await database.session.count({ where }),
    invitations: await database.invitation.count({ where }),
    links: await database.shareLink.count({ where }),
    access: await database.accessRecord.count({ where }),
    keys: await database.idempotencyKey.count({ where }),
    jobs: jobs[0]?.jobs,
    deliveries: await database.webhookDelivery.count({ where }),
    bodies: await database.webhookDelivery.count({ where: { ...where, body: { not: null } } }),
    people: await database.connectionPerson.count({ where }),
    secrets: await database.connectionSecret.count({ where }),
  };
}

describe("retention", () => {
  it("deletes only expired records, and only those of its own organization", async () => {
    const home = await makeOrganization(database);
    const other = await makeOrganization(database);
    await fill(home.context, home.userIds[0] ?? 0);
    await fill(other.context, other.userIds[0] ?? 0);
    const removed = await deleteExpiredRecords(home.context, signal);
    expect(removed).toMatchObject({
      ...{ sessions: 1, invitations: 1, share_links: 2, access_records: 1 },
      ...{ idempotency_keys: 1, finished_jobs: 1, failed_jobs: 1, delivery_bodies: 3 },
      ...{ deliveries: 1, connection_people: 1, connection_secrets: 1 },
    });
    const { organizationId } = home.context;
    expect(await count(organizationId)).toEqual({
      ...{ sessions: 1, invitations: 1, links: 2, access: 1, keys: 1, jobs: 2 },
      // The secret in use has no end.
      ...{ deliveries: 3, bodies: 1, people: 1, secrets: 2 },
    });
    expect(await count(other.context.organizationId)).toEqual({
      ...{ sessions: 2, invitations: 2, links: 4, access: 2, keys: 2, jobs: 4 },
      ...{ deliveries: 4, bodies: 4, people: 2, secrets: 3 },
    });
    expect(await deleteExpiredRecords(home.context, signal)).toMatchObject({ sessions: 0 });
  });

  it("deletes everything expired in batches, and stops between two when asked", async () => {
    const { context, userIds } = await makeOrganization(database);
    const { organizationId, organization, now } = context;
    const viewerId = userIds[0] ?? 0;
    const old = now.getTime() - 500 * DAY;
    await database.accessRecord.createMany({
      data: Array.from({ length: 2500 }, (_, index) => ({
        ...{ organizationId, viewerId, subjectType: "member" as const, subjectId: viewerId },
        ...{ surface: "user", hour: new Date(old + index * 3_600_000) },
      })),
    });
    const stopped = AbortSignal.abort(new Error("stopped"));
    await expect(deleteExpiredRecords(context, stopped)).rejects.toThrow("stopped");
    const later = createSystemContext(
      { ...context, now: new Date(now.getTime() + 400 * DAY) },
      organization,
    );
    expect(await deleteExpiredRecords(later, signal)).toMatchObject({ access_records: 2500 });
  });

  it("deletes failed sign-ins of names that belong to no account", async () => {
    const { context } = await makeOrganization(database);
    const nameHash = makeHash();
    const windowStart = new Date(context.now.getTime() - 2 * DAY);
    await database.signInAttempt.create({ data: { nameHash, windowStart, attempts: 3 } });
    await deleteExpiredRecords(context, signal);
    expect(await database.signInAttempt.count({ where: { nameHash } })).toBe(0);
  });
});
