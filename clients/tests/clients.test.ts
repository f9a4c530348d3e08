import { spawn } from "node:child_process";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { python } from "@/scripts/clients/pack.mjs";
import { createClient, getEtag, ProblemError } from "../typescript/src/index";

type FakeResponse = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
};

const problem = {
  ...{ type: "/docs/errors#invalid_request", title: "Bad request", status: 400 },
  ...{ detail: "The request is not valid.", code: "invalid_request", request_id: "request-1" },
  invalid_params: [{ name: "name", code: "missing", reason: "must be given" }],
};

const busy: FakeResponse = { status: 503, headers: { "retry-after": "0" } };

let responses: FakeResponse[] = [];
let received: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
let url = "";
const server = createServer((request, response) => {
  received.push({ url: request.url ?? "", headers: request.headers });
  const { status, headers = {}, body = {} } = responses.shift() ?? { status: 500 };
  request.resume().on("end", () => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  });
});

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  received = [];
});

afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

/** Runs Python code with `client`, and parses what it prints. */
async function runPython(code: string): Promise<unknown> {
  const lines = [
    "import json, performance",
    `client = performance.PerformanceClient("${url}", "pts_test", max_wait_seconds=5)`,
    code,
  ];
  const child = spawn(python, ["-c", lines.join("\n")], {
    env: { ...process.env, PYTHONPATH: join(import.meta.dirname, "../python") },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  await new Promise((resolve) => child.on("close", resolve));
  return JSON.parse(output);
}

/** The same three calls in each language. */
const clients = {
  TypeScript: () => {
    const client = createClient({ baseUrl: url, token: "pts_test", maxWaitSeconds: 5 });
    return {
      listNames: async () => {
        const names: string[] = [];
        for await (const { name } of client.teams.iterateTeams({ limit: 2 })) names.push(name);
        return names;
      },
      createTeam: async () => (await client.teams.createTeam({ name: "Platform" })).id,
      renameTeam: async () => {
        const team = await client.teams.getTeamById({ id: 7 });
        const { name } = await client.teams.updateTeam(
          { id: 7 },
          { name: "Core" },
          { ifMatch: getEtag(team) },
        );
        return name;
      },
      createTeamOnce: async () =>
        (await client.teams.createTeam({ name: "Core" }, { idempotencyKey: "team-core" })).id,
      readVersionOfEntry: async () => {
        const { teams } = await client.teams.listTeams();
        return getEtag(teams[0] ?? {});
      },
      failToCreate: () =>
        client.teams.createTeam({ name: "" }).then(
          () => null,
          (error) =>
            error instanceof ProblemError && [
              error.status,
              error.code ?? null,
              error.invalidParams.map(({ name }) => name),
            ],
        ),
    };
  },
  Python: () => ({
    listNames: () =>
      runPython(
        'print(json.dumps([team["name"] for team in client.teams.iterate_teams(limit=2)]))',
      ),
    createTeam: () => runPython('print(client.teams.create_team({"name": "Platform"})["id"])'),
    renameTeam: () =>
      runPython(
        [
          "team = client.teams.get_team_by_id(id=7)",
          "version = performance.get_etag(team)",
          'renamed = client.teams.update_team({"name": "Core"}, id=7, if_match=version)',
          'print(json.dumps(renamed["name"]))',
        ].join("\n"),
      ),
    createTeamOnce: () =>
      runPython(
        'print(client.teams.create_team({"name": "Core"}, idempotency_key="team-core")["id"])',
      ),
    readVersionOfEntry: async () =>
      await runPython('print(performance.get_etag(client.teams.list_teams()["teams"][0]))'),
    failToCreate: () =>
      runPython(
        [
          'try: client.teams.create_team({"name": ""})',
          "except performance.ProblemError as error:",
          '  print(json.dumps([error.status, error.code, [each["name"] for each in error.invalid_params]]))',
        ].join("\n"),
      ),
  }),
};

describe.each(Object.entries(clients))("the client in %s", (_, makeClient) => {
  it("reads all pages of a list", async () => {
    const team = (id: number) => ({ id, name: `Team ${id}`, members: 1 });
    responses = [
      { status: 200, body: { teams: [team(1), team(2)], next_cursor: "a b" } },
      { status: 200, body: { teams: [team(3)], next_cursor: null } },
    ];
    expect(await makeClient().listNames()).toEqual(["Team 1", "Team 2", "Team 3"]);
    expect(received.map((each) => each.url)).toEqual([
      "/api/performance/teams?limit=2",
      "/api/performance/teams?limit=2&cursor=a+b",
    ]);
    expect(received[0]?.headers.authorization).toBe("Bearer pts_test");
  });

  it("sends a request again after Retry-After, with the same idempotency key", async () => {
    responses = [busy, { ...busy, status: 429 }, { status: 201, body: { id: 7 } }];
    expect(await makeClient().createTeam()).toBe(7);
    const keys = received.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
  });

  it("sends the version of a result with a write, and none with others", async () => {
    const [etag, next] = ['"abc.def"', '"abd"'];
    responses = [
      { status: 200, headers: { etag }, body: { id: 7, name: "Platform", members: 1 } },
      { status: 200, headers: { etag: next }, body: { id: 7, name: "Core", members: 1 } },
    ];
    expect(await makeClient().renameTeam()).toBe("Core");
    expect(received.map(({ headers }) => headers["if-match"])).toEqual([undefined, etag]);
    expect(received.map(({ headers }) => headers["idempotency-key"])).toEqual([
      ...[undefined, undefined],
    ]);
  });

  it("has no version of an entry of a list", async () => {
    const teams = [{ id: 7, name: "Core", members: 1 }];
    responses = [{ status: 200, headers: { etag: '"list"' }, body: { teams, next_cursor: null } }];
    await expect(makeClient().readVersionOfEntry()).rejects.toThrow();
  });

  it("creates by the idempotency key of the program", async () => {
    responses = [{ status: 201, body: { id: 7 } }];
    expect(await makeClient().createTeamOnce()).toBe(7);
    expect(received[0]?.headers["idempotency-key"]).toBe("team-core");
  });

  it("gives up after 5 attempts, and at once where the wait is too long", async () => {
    responses = Array.from({ length: 6 }, () => busy);
    expect(await makeClient().failToCreate()).toEqual([503, null, []]);
    expect(received).toHaveLength(5);
    responses = [{ status: 429, headers: { "retry-after": "3600" } }];
    expect(await makeClient().failToCreate()).toEqual([429, null, []]);
    expect(received).toHaveLength(6);
  });

  it("reports a problem with its code and parameters, and sends the request once", async () => {
    responses = [{ status: 400, body: problem }];
    expect(await makeClient().failToCreate()).toEqual([400, "invalid_request", ["name"]]);
    expect(received).toHaveLength(1);
  });
});
