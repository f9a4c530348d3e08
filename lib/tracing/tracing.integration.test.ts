import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { route } from "@/lib/api/route";
import { testOperation } from "@/lib/api/testing/test-operation";
import { tokenParams } from "@/lib/auth/account-schemas";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import * as environment from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { JobWorker } from "@/lib/jobs/worker";
import { startTracing, stopTracing } from "./start-tracing";

const attribute = z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string().optional(), intValue: z.number().optional() }),
});
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              ...{ traceId: z.string(), spanId: z.string(), parentSpanId: z.string().optional() },
              ...{ name: z.string(), attributes: z.array(attribute) },
              links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
            }),
          ),
        }),
      ),
    }),
  ),
});

let database: Database;
let collector: Server;
const received: { url: string | undefined; body: string }[] = [];

beforeAll(async () => {
  database = await connectDatabase();
  collector = createServer(async (request, response) => {
    received.push({ url: request.url, body: await text(request) });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  collector.close();
  await closeDatabase();
});

async function traceTo(server: Server): Promise<void> {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
  const known = environment.getEnvironment();
  vi.spyOn(environment, "getEnvironment").mockReturnValue({ ...known, traceEndpoint: endpoint });
  await startTracing("test-service");
}

function listSpans() {
  return received.flatMap(({ body }) =>
    exported
      .parse(JSON.parse(body))
      .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
}

/** Lets a worker run a job. Returns its payload. */
async function runOneJob(): Promise<unknown> {
  const run: { worker?: JobWorker } = {};
  const data = await new Promise<unknown>((resolve) => {
    run.worker = new JobWorker({
      database,
      handle: async (_base, _name, payload) => await Promise.resolve(resolve(payload)),
      schedule: async () => {},
    });
  });
  await run.worker?.stop(5_000);
  return data;
}

it("sends a request, its service, its statements and the job that follows to the collector", async () => {
  const member = await makeMember(database, { role: "admin" });
  const { organizationId, userId } = member;
  const terms = { userId, name: "test", scopes: null, days: 1 };
  const { token } = await createToken(makeSystemContext(database, member), terms);
  const failing = route({
    ...testOperation,
    params: tokenParams,
    access: "signed_in",
    response: z.strictObject({}),
    handler: async () => {
      const payload = { organization_id: organizationId };
      await withTransaction(database, (transaction) =>
        enqueueJobs(transaction, [{ name: "organization.seals", payload }]),
      );
      throw new AppError("conflict", "As the test wants it.");
    },
  });
  await traceTo(collector);
  const url = `http://localhost:3000/api/test/${userId}`;
  const headers = { authorization: `Bearer ${token}` };
  const segment = { params: Promise.resolve({ id: String(userId) }) };
  const problem = await (await failing(new Request(url, { headers }), segment)).json();
  const handled = await runOneJob();
  expect(handled).toEqual({ organization_id: organizationId });
  await stopTracing();

  expect(new Set(received.map((one) => one.url))).toEqual(new Set(["/v1/traces"]));
  const spans = listSpans();
  const named = (name: string) => spans.find((span) => span.name === name);
  const [request, service] = [named("GET /api/test/[id]"), named("test")];
  expect(service?.parentSpanId).toBe(request?.spanId);
  expect(problem).toMatchObject({ code: "conflict", trace_id: request?.traceId });
  const ofRequest = spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId);
  expect(ofRequest.some(({ name }) => /^SELECT [a-z_]+$/.test(name))).toBe(true);
  const roots = spans.filter(({ parentSpanId = "" }) => parentSpanId === "");
  expect(new Set(roots.map(({ name }) => name))).toEqual(
    new Set(["GET /api/test/[id]", "process organization.seals"]),
  );
  const producer = named("send organization.seals");
  expect(producer?.parentSpanId).toBe(service?.spanId);
  expect(spans.some(({ parentSpanId }) => parentSpanId === producer?.spanId)).toBe(true);
  const job = named("process organization.seals");
  expect(job?.links).toMatchObject([{ traceId: request?.traceId, spanId: producer?.spanId }]);
  const keys = new Set(spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
  expect([...keys].sort()).toEqual([
    ...["db.query.summary", "db.system.name", "error.type", "http.request.method"],
    ...["http.response.status_code", "http.route", "messaging.destination.name"],
    ...["messaging.message.id", "pts.job.outcome"],
  ]);
  const everything = received.map(({ body }) => body).join();
  for (const secret of [`/api/test/${userId}`, token, member.name, member.email, "Test Member"]) {
    expect(everything).not.toContain(secret);
  }
});
