import { afterAll, beforeAll, expect, it } from "vitest";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import type { Context } from "@/lib/context";
import { createDatabase, disconnect } from "@/lib/db/client";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import {
  startTemporaryCluster,
  type TemporaryCluster,
} from "@/scripts/postgresql/temporary-cluster";
import { migrate } from "@/scripts/test/fresh-database";
import { reportFigure } from "@/scripts/test/report-figure";
import { type CountingClients, startCountingClients } from "./testing/counting-clients";
import { startWebProcess, type WebProcess } from "./testing/processes";

const RESTARTS = 20;
const REQUESTS = 5_000;
const CLIENTS = 8;
/** What is acknowledged survives a crash. */
const durable = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"];

let cluster: TemporaryCluster;
let context: Context;
let web: WebProcess;
let clients: CountingClients;

beforeAll(async () => {
  cluster = await startTemporaryCluster({ settings: durable });
  await migrate(cluster.url);
  const database = createDatabase(cluster.url);
  const made = await makeOrganization(database, { members: CLIENTS });
  context = made.context;
  const { organizationId } = context;
  const admin = await makeMember(database, { role: "admin", organizationId });
  const terms = { userId: admin.userId, name: "test", scopes: null, days: 365 };
  const { token } = await createToken(makeSystemContext(database, admin), terms);
  web = await startWebProcess({ DATABASE_URL: cluster.url, PTS_RATE_LIMIT: "9999999" });
  const headers = { authorization: `Bearer ${token}` };
  clients = startCountingClients({ address: web.address, headers, userIds: made.userIds });
});

afterAll(async () => {
  await clients.stop();
  await web.stop();
  await disconnect(context.database);
  await cluster.stop();
});

it(`loses no acknowledged write over ${RESTARTS} crashes of PostgreSQL`, async () => {
  const seconds: number[] = [];
  for (let restart = 1; restart <= RESTARTS; restart += 1) {
    const enough = (restart * REQUESTS) / RESTARTS;
    while (clients.countRequests() < enough) await clients.waitUntilWritten();
    await cluster.crash();
    await cluster.restart();
    seconds.push(await clients.waitUntilWritten());
  }
  await clients.stop();
  const { acknowledged, statuses, wrong } = clients;
  expect(wrong).toEqual([]);
  const { database, organizationId } = context;
  const externalId = { in: [...acknowledged] };
  const found = await database.assignment.count({ where: { organizationId, externalId } });
  expect(found).toBe(acknowledged.size);
  expect(await verifyOrganization(context, { kept: [] })).toMatchObject({ differences: [] });
  const rejected = statuses.get(503) ?? 0;
  reportFigure(
    `${RESTARTS} crashes of the database under load`,
    `${clients.countRequests()} requests, ${acknowledged.size} writes acknowledged, none lost, ${rejected} rejected with 503; every client writes again ${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s after the restart`,
  );
});
