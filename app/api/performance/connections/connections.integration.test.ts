import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as auditRoute from "@/app/api/performance/audit-log/route";
import * as accountRotateRoute from "@/app/api/service-accounts/[id]/rotate/route";
import * as accountsRoute from "@/app/api/service-accounts/route";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import recorded from "@/lib/ingest/deliveries/testing/github-events.json";
import { sendDelivery } from "@/lib/performance/testing/deliver-repeatedly";
import { makeWorld, type World } from "@/lib/performance/testing/make-api-world";
import { type Caller, makeCaller } from "@/lib/performance/testing/make-caller";
import { makeConnection } from "@/lib/performance/testing/make-connection";
import { makeUniqueName } from "@/lib/testing/unique-name";
import * as deliveriesRoute from "./[id]/deliveries/route";
import * as peopleRoute from "./[id]/people/route";
import * as replayRejectedRoute from "./[id]/replay-rejected/route";
import * as connectionRoute from "./[id]/route";
import * as replayRoute from "./deliveries/[id]/replay/route";
import * as personRoute from "./people/[id]/route";
import * as connectionsRoute from "./route";

const database = getDatabase();
let world: World;
let admin: Caller;

beforeAll(async () => {
  world = await makeWorld(database, "connections");
  admin = await makeCaller(world.context, world.members.admin.userId);
});
afterAll(closeDatabase);

const list = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value : [];

const findStored = (externalId: string) =>
  database.assignment.findFirst({ where: { organizationId: world.organizationId, externalId } });

describe("a connection to GitHub", () => {
  const findPayload = (action: string) =>
    recorded.find((one) => one.event === "issues" && one.payload.action === action)?.payload;

  it("collects an unknown assignee, who is mapped, and replays the delivery for them", async () => {
    const github = await makeConnection(world.context, "github");
    const params = { id: github.id };
    const id = makeUniqueName();
    const sent = { id, event: "issues", body: findPayload("assigned") };
    const { body } = await sendDelivery(github, sent);
    expect(body).toMatchObject({
      ...{ status: "rejected", rejected: 1 },
      rejections: [
        {
          external_id: "https://github.com/Codertocat/Hello-World/issues/1",
          errors: [{ name: "assignee", code: "unknown_reference" }],
        },
      ],
    });
    const seen = await admin.call(connectionRoute.GET, { params });
    expect(seen.body).toMatchObject({ unknown_people: 1, rejected_deliveries: 1 });
    const [person] = list((await admin.call(peopleRoute.GET, { params })).body.people);
    expect(person).toMatchObject({ shown: "Codertocat", name: "codertocat", is_skipped: false });
    const [delivery] = list((await admin.call(deliveriesRoute.GET, { params })).body.deliveries);
    expect(delivery).toMatchObject({
      ...{ delivery_id: id, event: "issues", status: "rejected", rejected: 1, can_replay: true },
    });
    const userId = world.members.colleague.userId;
    const decided = await admin.call(personRoute.PATCH, {
      params: { id: Number(person?.id) },
      body: { user_id: userId },
    });
    expect(decided.status).toBe(200);
    expect((await admin.call(peopleRoute.GET, { params })).body).toEqual({ people: [] });
    const replay = () =>
      admin.call(replayRoute.POST, {
        ...{ params: { id: Number(delivery?.id) }, body: {} },
      });
    expect((await replay()).body).toMatchObject({ status: "taken", new: 1, rejected: 0 });
    expect(await findStored("https://github.com/Codertocat/Hello-World/issues/1")).toMatchObject({
      ...{ userId, status: "open", title: "Spelling error in the README file" },
    });
    expect((await replay()).body).toMatchObject({ status: "taken", new: 0, unchanged: 1 });
    expect((await admin.call(connectionRoute.GET, { params })).body).toMatchObject({
      ...{ unknown_people: 0, rejected_deliveries: 0 },
    });
    const deletion = { id: makeUniqueName(), event: "issues", body: findPayload("deleted") };
    await sendDelivery(github, deletion);
    const { status: pinged, body: nothing } = await sendDelivery(github, {
      ...{ id: makeUniqueName(), event: "ping", body: { zen: "Keep it logically awesome." } },
    });
    expect([pinged, nothing.status]).toEqual([200, "ignored"]);
  });

  it("skips the items of a person until that decision is undone", async () => {
    const github = await makeConnection(world.context, "github");
    const params = { id: github.id };
    const payload = JSON.parse(
      JSON.stringify(findPayload("assigned")).replaceAll("Codertocat", "somebot"),
    );
    const send = () =>
      sendDelivery(github, { id: makeUniqueName(), event: "issues", body: payload });
    await send();
    const [person] = list((await admin.call(peopleRoute.GET, { params })).body.people);
    const decide = (skipped: boolean) =>
      admin.call(personRoute.PATCH, {
        params: { id: Number(person?.id) },
        body: { is_skipped: skipped },
      });
    await decide(true);
    expect((await send()).body).toMatchObject({ status: "taken", skipped: 1, rejected: 0 });
    await decide(false);
    expect((await send()).body).toMatchObject({ status: "rejected", rejected: 1 });
    const replayAll = async (body: object = {}) =>
      (await admin.call(replayRejectedRoute.POST, { params, body })).body;
    expect(await replayAll()).toEqual({ replayed: 2, rejected: 2, next_after: null });
    await decide(true);
    expect(await replayAll({ after: Number.MAX_SAFE_INTEGER })).toMatchObject({ replayed: 0 });
    expect(await replayAll()).toEqual({ replayed: 2, rejected: 0, next_after: null });
    expect(await replayAll()).toEqual({ replayed: 0, rejected: 0, next_after: null });
  });
});

describe("a connection to Jira", () => {
  it("records an issue for the member with the address, and reads a day as a day", async () => {
    const jira = await makeConnection(world.context, "jira");
    const { colleague } = world.members;
    const key = `OPS-${makeUniqueName()}`;
    const issue = {
      key,
      fields: {
        summary: "Renew the certificate",
        status: { name: "Erledigt", statusCategory: { key: "done" } },
        assignee: { accountId: "5b10a2844c20165700ede21g", emailAddress: colleague.email },
        ...{ created: "2026-05-01T10:00:00.000+0200", updated: "2026-05-05T11:00:00.000+0200" },
        ...{ duedate: "2026-05-09", resolutiondate: "2026-05-05T11:00:00.000+0200" },
        ...{ resolution: { name: "Done" }, labels: [], priority: null, project: null },
      },
    };
    const send = (webhookEvent: string, timestamp: number) =>
      sendDelivery(jira, { id: makeUniqueName(), body: { webhookEvent, timestamp, issue } });
    expect((await send("jira:issue_updated", 1_777_971_600_000)).body).toMatchObject({ new: 1 });
    expect(await findStored(key)).toMatchObject({
      ...{ userId: colleague.userId, status: "completed" },
      dueAt: new Date("2026-05-09T21:59:59Z"),
    });
    await send("jira:issue_deleted", 1_777_975_200_000);
    expect((await findStored(key))?.deletedAt).not.toBeNull();
  });
});

describe("the connections of an organization", () => {
  it("are created with a secret that no other response has, under a name that is free", async () => {
    const name = makeUniqueName();
    const body = { kind: "webhook", name };
    const made = await admin.call(connectionsRoute.POST, { body });
    expect(made.status).toBe(201);
    const secret = String(made.body.secret);
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect((await admin.call(connectionsRoute.POST, { body })).status).toBe(409);
    const params = { id: Number(made.body.id) };
    const read = [
      (await admin.call(connectionsRoute.GET)).body,
      (await admin.call(connectionRoute.GET, { params })).body,
      (await admin.call(auditRoute.GET)).body,
      await database.connectionSecret.findMany(),
    ];
    expect(JSON.stringify(read)).toContain(name);
    expect(JSON.stringify(read)).not.toContain(secret.slice(6));
  });

  it("have a service account that has no token and is in no list, and that records name", async () => {
    const { id } = await makeConnection(world.context, "github");
    const { body } = await admin.call(connectionRoute.GET, { params: { id } });
    const accountId = Number(body.service_account_id);
    const accounts = list((await admin.call(accountsRoute.GET)).body.service_accounts);
    expect(accounts.map((account) => account.id)).not.toContain(accountId);
    const rotated = await admin.call(accountRotateRoute.POST, {
      ...{ params: { id: accountId }, body: {} },
    });
    expect(rotated.status).toBe(404);
  });

  it("are in the audit log with every change", async () => {
    const { id } = await makeConnection(world.context, "jira");
    const settings = { difficulty_from: "priority", difficulties: { High: 8 } };
    const name = makeUniqueName();
    const changed = await admin.call(connectionRoute.PATCH, {
      params: { id },
      body: { name, settings, is_enabled: false },
    });
    expect(changed.body).toMatchObject({ name, settings, is_enabled: false });
    const entries = list((await admin.call(auditRoute.GET, { query: "?limit=50" })).body.entries);
    const actions = entries.map((entry) => entry.action);
    for (const action of ["create", "update", "map", "replay"]) {
      expect(actions).toContain(`connection.${action}`);
    }
  });
});
