import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as endRoute from "@/app/api/performance/connections/[id]/end-old-secret/route";
import * as rotateRoute from "@/app/api/performance/connections/[id]/rotate/route";
import * as connectionRoute from "@/app/api/performance/connections/[id]/route";
import { computeSignature } from "@/lib/auth/connections/signatures";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";
import { getLogger } from "@/lib/log";
import { makeWorld, type World } from "@/lib/performance/testing/make-api-world";
import { type Caller, makeCaller } from "@/lib/performance/testing/make-caller";
import {
  createDelivery,
  makeConnection,
  type TestConnection,
} from "@/lib/performance/testing/make-connection";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";
import * as webhookRoute from "./[connection_id]/route";

const database = getDatabase();
let world: World;
let admin: Caller;
let connection: TestConnection;

beforeAll(async () => {
  world = await makeWorld(database, "webhooks");
  admin = await makeCaller(world.context, world.members.admin.userId);
});
beforeEach(async () => {
  connection = await makeConnection(world.context, "webhook");
});
afterAll(closeDatabase);

type Sent = Parameters<typeof createDelivery>[1];

async function post(request: Request, publicId = connection.publicId) {
  const response = await webhookRoute.POST(request, {
    params: Promise.resolve({ connection_id: publicId }),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const send = (sent: Omit<Sent, "id"> & { readonly id?: string }) =>
  post(createDelivery(connection, { id: makeUniqueName(), ...sent }));

function makeItem(externalId: string, fields: Readonly<Record<string, unknown>> = {}) {
  const { username } = world.members.colleague;
  return {
    ...{ external_id: externalId, updated_at: "2026-03-05T10:00:00Z", assignee: username },
    ...{ title: "Renew the certificate", due_at: "2026-03-09", difficulty: 5, ...fields },
  };
}

const findStored = (externalId: string) =>
  database.assignment.findFirst({
    where: { organizationId: world.organizationId, externalId },
  });

async function count() {
  const where = { organizationId: world.organizationId };
  return [
    await database.assignment.count({ where }),
    await database.assignmentChange.count({ where }),
    await database.performanceLog.count({ where }),
    await database.webhookDelivery.count({ where }),
    await database.connectionItem.count({ where }),
  ];
}

describe("a delivery of a webhook", () => {
  it("records its items, as changes by the connection's service account from a webhook", async () => {
    const id = makeUniqueName();
    const completed = { completed_at: "2026-03-05T10:00:00Z" };
    const { status, body } = await send({ body: { assignments: [makeItem(id, completed)] } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "taken", new: 1, rejected: 0, rejections: [] });
    const stored = await findStored(id);
    expect(stored).toMatchObject({ status: "completed", title: "Renew the certificate" });
    const changes = await database.assignmentChange.findMany({
      where: { organizationId: world.organizationId, assignmentId: stored?.id ?? 0n },
    });
    const { serviceAccountId } = await database.connection.findFirstOrThrow({
      where: { organizationId: world.organizationId, id: connection.id },
    });
    expect(changes).toMatchObject([{ source: "webhook", actorId: serviceAccountId }]);
  });

  it("changes nothing when its id was received before, also with another body", async () => {
    const id = makeUniqueName();
    const delivery = makeUniqueName();
    await send({ id: delivery, body: { assignments: [makeItem(id)] } });
    const before = await count();
    const again = { updated_at: "2026-03-06T10:00:00Z", title: "Another" };
    const { status, body } = await send({
      id: delivery,
      body: { assignments: [makeItem(id, again)] },
    });
    expect([status, body.status]).toEqual([200, "duplicate"]);
    expect(await count()).toEqual(before);
    expect((await findStored(id))?.title).toBe("Renew the certificate");
  });

  it("records once what is sent five times at the same time", async () => {
    const id = makeUniqueName();
    const delivery = makeUniqueName();
    const body = { assignments: [makeItem(id, { completed_at: "2026-03-05T10:00:00Z" })] };
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => send({ id: delivery, body })),
    );
    const statuses = responses.map((response) => response.body.status).sort();
    expect(statuses).toEqual(["duplicate", "duplicate", "duplicate", "duplicate", "taken"]);
    const stored = await findStored(id);
    const where = { organizationId: world.organizationId, assignmentId: stored?.id ?? 0n };
    expect(await database.performanceLog.count({ where })).toBe(1);
  });

  it("rejects each wrong item with its reasons, and takes the others", async () => {
    const [good, unknown, wrong] = [makeUniqueName(), makeUniqueName(), makeUniqueName()];
    const { body } = await send({
      body: {
        assignments: [
          makeItem(good),
          makeItem(unknown, { assignee: "nowhere" }),
          makeItem(wrong, { difficulty: 11 }),
          makeItem(good, { title: "Again" }),
          { ...makeItem("X"), updated_at: undefined },
          makeItem(makeUniqueName(), { updated_at: "2026-06-01T00:00:00Z" }),
        ],
      },
    });
    expect(body).toMatchObject({ status: "partly", new: 1, rejected: 5 });
    expect(body.rejections).toMatchObject([
      { external_id: unknown, errors: [{ name: "assignee", code: "unknown_reference" }] },
      { external_id: wrong, errors: [{ name: "difficulty" }] },
      { external_id: good, errors: [{ reason: "must be in a delivery once" }] },
      { external_id: "X", errors: [{ name: "updated_at", code: "missing" }] },
      { errors: [{ name: "updated_at", reason: "must not be in the future" }] },
    ]);
  });

  it("rejects an item with characters that the database cannot store, and keeps that in the log", async () => {
    const { body } = await send({
      body: {
        assignments: [
          makeItem("a\u0000b"),
          makeItem("half \ud800"),
          makeItem(makeUniqueName(), { assignee: "x\u0000" }),
          makeItem(makeUniqueName(), { "key\u0000": 1 }),
        ],
      },
    });
    expect(body).toMatchObject({ status: "rejected", rejected: 4 });
    const github = await makeConnection(world.context, "github");
    const issue = { html_url: "https://x/\u0000", assignees: [{ login: "x\u0000" }] };
    const delivery = createDelivery(github, {
      ...{ id: makeUniqueName(), event: "issues", body: { action: "deleted", issue } },
    });
    expect((await post(delivery, github.publicId)).body).toMatchObject({ status: "rejected" });
  });

  it("leaves nothing of a body that is no batch, and takes the id later", async () => {
    const delivery = makeUniqueName();
    const before = await count();
    expect((await send({ id: delivery, body: { assignments: [] } })).status).toBe(400);
    expect((await send({ id: delivery, body: "no JSON" })).status).toBe(400);
    expect(await count()).toEqual(before);
    const body = { assignments: [makeItem(makeUniqueName())] };
    expect((await send({ id: delivery, body })).body.status).toBe("taken");
  });

  it("empties a field that is left out, cancels an item without assignee, and deletes a deleted one", async () => {
    const id = makeUniqueName();
    await send({ body: { assignments: [makeItem(id)] } });
    const later = (hour: number) => ({ updated_at: `2026-03-05T${hour}:00:00Z` });
    await send({
      body: { assignments: [makeItem(id, { ...later(11), due_at: undefined })] },
    });
    expect((await findStored(id))?.dueAt).toBeNull();
    await send({ body: { assignments: [makeItem(id, { ...later(12), assignee: null })] } });
    expect((await findStored(id))?.status).toBe("cancelled");
    await send({ body: { assignments: [makeItem(id, later(13))] } });
    expect((await findStored(id))?.status).toBe("open");
    await send({
      body: { assignments: [{ external_id: id, is_deleted: true, ...later(14) }] },
    });
    expect((await findStored(id))?.deletedAt).not.toBeNull();
  });
});

describe("who may deliver", () => {
  const readError = async (request: Request, publicId?: string) => {
    const { status, body, headers } = await post(request, publicId);
    const { request_id: _id, ...problem } = body;
    const names = [...headers.keys()].filter((name) => name !== "x-request-id").sort();
    return { status, problem, names };
  };

  it("is told the same for a wrong signature, an unknown connection and one that is off", async () => {
    const body = { assignments: [makeItem(makeUniqueName())] };
    const before = await count();
    const id = makeUniqueName();
    const other = await makeConnection(world.context, "webhook");
    const wrong = await readError(createDelivery(connection, { id, body, secret: other.secret }));
    expect(wrong.status).toBe(401);
    const signed = () => createDelivery(connection, { id, body });
    const unsigned = signed();
    unsigned.headers.delete("webhook-signature");
    expect(await readError(unsigned)).toEqual(wrong);
    expect(await readError(signed(), "00000000-0000-4000-8000-000000000000")).toEqual(wrong);
    expect(await readError(signed(), "no id")).toEqual(wrong);
    expect(await readError(signed(), other.publicId)).toEqual(wrong);
    const changed = new Request(signed(), { body: JSON.stringify({ assignments: [] }) });
    expect(await readError(changed)).toEqual(wrong);
    await admin.call(connectionRoute.PATCH, {
      ...{ params: { id: connection.id }, body: { is_enabled: false } },
    });
    expect(await readError(signed())).toEqual(wrong);
    expect(await count()).toEqual(before);
  });

  it("is rejected where the time of sending is more than 5 minutes off", async () => {
    const body = { assignments: [makeItem(makeUniqueName())] };
    const at = (minutes: number) => new Date(frozenNow.getTime() + minutes * 60_000);
    expect((await send({ body, at: at(-6) })).status).toBe(400);
    expect((await send({ body, at: at(6) })).status).toBe(400);
    expect((await send({ body, at: at(-4) })).status).toBe(200);
  });

  it("may sign with the old and the new secret during a rotation, and with the new one after", async () => {
    const params = { id: connection.id };
    const status = async (secret: string) =>
      (await send({ body: { assignments: [makeItem(makeUniqueName())] }, secret })).status;
    const rotate = async (hours: number) => {
      const call = { params, body: { overlap_hours: hours } };
      return String((await admin.call(rotateRoute.POST, call)).body.secret);
    };
    const second = await rotate(24);
    expect([await status(connection.secret), await status(second)]).toEqual([200, 200]);
    await admin.call(endRoute.POST, { params, body: {} });
    expect([await status(connection.secret), await status(second)]).toEqual([401, 200]);
    const third = await rotate(24);
    const fourth = await rotate(1);
    expect([await status(second), await status(third), await status(fourth)]).toEqual([
      401, 200, 200,
    ]);
    await database.connectionSecret.updateMany({
      where: {
        organizationId: world.organizationId,
        connectionId: connection.id,
        endsAt: { not: null },
      },
      data: { endsAt: frozenNow },
    });
    expect([await status(third), await status(fourth)]).toEqual([401, 200]);
    const fifth = await rotate(0);
    expect([await status(fourth), await status(fifth)]).toEqual([401, 200]);
  });

  it("is limited by connection, and only by what is signed", async () => {
    const limited = await makeConnection(world.context, "webhook");
    vi.spyOn(await import("@/lib/environment/environment"), "getEnvironment").mockReturnValue({
      ...getEnvironment(),
      requestsPerMinute: 2,
    });
    globalThis.performanceTrackingRequests = undefined;
    const body = { assignments: [makeItem(makeUniqueName())] };
    const ask = async (secret = limited.secret) =>
      (
        await post(
          createDelivery(limited, { id: makeUniqueName(), body, secret }),
          limited.publicId,
        )
      ).status;
    const wrong = await Promise.all([1, 2, 3].map(() => ask(connection.secret)));
    expect(wrong).toEqual([401, 401, 401]);
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
    globalThis.performanceTrackingRequests = undefined;
  });

  it("is rejected with a body of more than 1 MB, signed or not, and with one that is not UTF-8", async () => {
    const before = await count();
    const large = "x".repeat(1_100_000);
    expect((await send({ body: large })).status).toBe(413);
    expect((await send({ body: large, secret: "whsec_bm8=" })).status).toBe(413);
    const headers = new Headers({
      ...{ "webhook-id": makeUniqueName(), "content-type": "application/json" },
      "webhook-timestamp": String(Math.floor(frozenNow.getTime() / 1000)),
    });
    const bytes = Uint8Array.of(0x22, 0xff, 0x22);
    const signature = computeSignature("webhook", connection.secret, { headers, bytes });
    headers.set("webhook-signature", signature);
    const url = "http://localhost:3000/api/test";
    const { status, body } = await post(new Request(url, { method: "POST", headers, body: bytes }));
    expect([status, body.invalid_params[0].reason]).toEqual([400, "must be valid JSON in UTF-8"]);
    const wordless = createDelivery(connection, { id: "no id of one word", body: {} });
    expect((await post(wordless)).status).toBe(400);
    expect(await count()).toEqual(before);
  });

  it("leaves no secret and no body in the log of the server", async () => {
    const logged: string[] = [];
    for (const level of ["debug", "info", "warn", "error"] as const) {
      vi.spyOn(getLogger(), level).mockImplementation((...values: unknown[]) => {
        logged.push(JSON.stringify(values));
      });
    }
    const title = `zuxcanary ${makeUniqueName()}`;
    const body = { assignments: [makeItem(makeUniqueName(), { title })] };
    await send({ body });
    await send({ body, secret: "whsec_bm8=" });
    await send({ body: `{"title": "${title}"` });
    expect(logged.length).toBeGreaterThan(2);
    expect(logged.join("\n")).not.toMatch(/zuxcanary/);
    expect(logged.join("\n")).not.toContain(connection.secret.slice(6));
  });
});
