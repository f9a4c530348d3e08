import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { reportFigure, timed } from "@/scripts/test/report-figure";
import { completeAssignment } from "./complete-assignment";
import { recordAssignment } from "./record-assignment";

const WRITES = 12;
const LOCKED_MILLISECONDS = 6_000;

let database: Database;
let blocker: Client;

beforeAll(async () => {
  database = await connectDatabase();
  blocker = new Client({ connectionString: getEnvironment().databaseUrl ?? "" });
  await blocker.connect();
});
afterAll(async () => {
  await blocker.end();
  await closeDatabase();
});

describe("a member whose row is locked", () => {
  it("holds up the writes for this member, and no write for another one", async () => {
    const { context, userIds } = await makeOrganization(database, { members: 2 });
    const [locked = 0, other = 0] = userIds;
    const record = async (userId: number, external: string) => {
      const body = { external_id: external, title: "Work", user_id: userId };
      const { assignment } = await recordAssignment(context, body);
      return BigInt(assignment.id);
    };
    const ids: bigint[] = [];
    for (let index = 0; index < WRITES; index += 1) ids.push(await record(locked, `a${index}`));
    const free = await record(other, "free");

    await blocker.query("BEGIN");
    await blocker.query("SELECT 1 FROM user_performance WHERE user_id = $1 FOR UPDATE", [locked]);
    const waiting = ids.map((id) => completeAssignment(context, { id }));
    await wait(500);
    const { seconds } = await timed(() => completeAssignment(context, { id: free }));
    reportFigure("a write for another member", `${seconds.toFixed(2)} s`);
    const order = await Promise.race([
      Promise.any(waiting).then(() => "a write for the locked member"),
      wait(LOCKED_MILLISECONDS).then(() => "none"),
    ]);
    expect(order).toBe("none");
    await blocker.query("COMMIT");

    const changes = await Promise.all(waiting);
    expect(changes.map(({ entry }) => entry?.assignment_id)).toEqual(ids.map(Number));
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });
});
