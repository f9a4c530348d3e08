import { readFileSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import ErrorsPage from "@/app/docs/errors/page";
import { methods } from "@/lib/api/methods";
import { paramMeanings, problemCodes, problemExplanations } from "@/lib/api/problem-codes";
import type { ProblemCode } from "@/lib/errors";
import { paramCodes } from "@/lib/param-codes";
import {
  type MemberKey,
  makeDeletable,
  makeSession,
  makeToken,
  setPrivacyMode,
  type World,
} from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { createSessionHeaders, createTokenHeaders } from "./actors";
import { type Call, callRoute } from "./call-route";
import { findRoutes } from "./route-tree";

const routes = await findRoutes();

const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.enum(problemCodes),
  request_id: z.string(),
  required_scopes: z.array(z.string()).optional(),
  invalid_params: z
    .array(
      z.strictObject({
        name: z.string(),
        code: z.enum(paramCodes),
        reason: z.string(),
      }),
    )
    .optional(),
});

let home: World;
const sessions = new Map<MemberKey, Readonly<Record<string, string>>>();
let narrowToken: string;
let wideToken: string;
let employeeToken: string;
let analyticsToken: string;

beforeAll(async () => {
  home = await openWorld("home");
  for (const key of ["employee", "leadOfTeam", "manager", "admin", "colleague"] as const) {
    const secret = await makeSession(home, home.members[key].userId);
    sessions.set(key, createSessionHeaders(secret));
  }
  const { admin, employee } = home.members;
  narrowToken = await makeToken(home, admin.userId, { scopes: ["self:read"] });
  wideToken = await makeToken(home, admin.userId);
  employeeToken = await makeToken(home, employee.userId);
  analyticsToken = await makeToken(home, admin.userId, { scopes: ["analytics:read"] });
}, 60_000);

afterAll(closeWorlds);

async function sendTo(name: string, call: Call): Promise<Response> {
  const route = routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`There is no ${name}.`);
  return callRoute(route, call);
}

async function send(name: string, call: Call) {
  const response = await sendTo(name, call);
  const parsed = problem.parse(await response.json());
  expect(parsed.status).toBe(response.status);
  expect(parsed.type).toBe(`/docs/errors#${parsed.code}`);
  return { response, ...parsed };
}

const as = (key: MemberKey) => ({ headers: sessions.get(key) ?? {} });
const withToken = (token: string) => ({ headers: createTokenHeaders(token) });
const absent = 2_000_000_000;
const policy = { weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 }, min_sample: 5 };

type Request = readonly [name: string, call: Call];
type Row = {
  readonly cause: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly request: () => Request | Promise<Request>;
};

const rows: readonly Row[] = [
  {
    cause: "a parameter out of range",
    code: "invalid_request",
    status: 400,
    request: () => ["GET /api/performance/members", { ...as("admin"), parameters: { limit: 0 } }],
  },
  {
    cause: "a missing credential",
    code: "unauthenticated",
    status: 401,
    request: () => ["GET /api/performance/members", {}],
  },
  {
    cause: "a token without the scope, whose owner has the role",
    code: "insufficient_scope",
    status: 403,
    request: () => ["GET /api/performance/members", withToken(narrowToken)],
  },
  {
    cause: "a member without the role, by session",
    code: "role_required",
    status: 403,
    request: () => ["GET /api/performance/members", as("employee")],
  },
  {
    cause: "a token whose owner lacks the role",
    code: "role_required",
    status: 403,
    request: () => ["GET /api/performance/members", withToken(employeeToken)],
  },
  {
    cause: "the data of another member without the role",
    code: "role_required",
    status: 403,
    request: () => [
      "GET /api/performance/user/{id}",
      { ...as("employee"), parameters: { id: absent } },
    ],
  },
  {
    cause: "a token on an operation for browsers",
    code: "browser_only",
    status: 403,
    request: () => [
      "POST /api/performance/share-links",
      { ...withToken(wideToken), body: { name: "x", shares: "widget" } },
    ],
  },
  {
    cause: "a token that creates a token",
    code: "browser_only",
    status: 403,
    request: () => [
      "POST /api/tokens",
      { ...withToken(wideToken), body: { name: "x", scopes: ["self:read"] } },
    ],
  },
  {
    cause: "a write with a session's cookie and no Origin",
    code: "cross_site",
    status: 403,
    request: () => {
      const { origin: _, ...headers } = as("admin").headers;
      return ["POST /api/performance/teams", { headers, body: { name: "x" } }];
    },
  },
  {
    cause: "the caller's own assignment",
    code: "own_assignment",
    status: 403,
    request: () => [
      "POST /api/performance/assignments",
      {
        ...withToken(wideToken),
        body: { external_id: "own-1", title: "x", user_id: home.members.admin.userId },
      },
    ],
  },
  {
    cause: "the caller's own skills",
    code: "about_yourself",
    status: 403,
    request: () => [
      "PATCH /api/performance/members/{id}",
      {
        ...as("admin"),
        parameters: { id: home.members.admin.userId },
        body: { skills: [{ name: "x", level: 1 }] },
      },
    ],
  },
  {
    cause: "a decision about the caller",
    code: "about_yourself",
    status: 403,
    request: () => [
      "POST /api/performance/decisions",
      {
        ...as("admin"),
        body: {
          user_id: home.members.admin.userId,
          kind: "pay",
          grounds: "x",
          decided_by_person: true,
        },
      },
    ],
  },
  {
    cause: "what only the member may read",
    code: "only_yourself",
    status: 403,
    request: () => [
      "GET /api/performance/user/{id}/everything",
      { ...as("admin"), parameters: { id: home.members.colleague.userId } },
    ],
  },
  {
    cause: "a reply to a contest of the caller's own decision",
    code: "second_person",
    status: 403,
    request: async () => {
      const { deactivated } = home.members;
      const id = await makeDeletable(home, "contestedDecision", deactivated.userId);
      return [
        "POST /api/performance/decisions/{id}/reply",
        { ...as("admin"), parameters: { id }, body: { reply: "x" } },
      ];
    },
  },
  {
    cause: "a leaderboard that the organization has switched off",
    code: "switched_off",
    status: 403,
    request: async () => {
      await home.context.database.organization.update({
        where: { id: home.organizationId },
        data: { employeeLeaderboard: false },
      });
      return [
        "GET /api/performance/team/leaderboard",
        { ...as("employee"), parameters: { around: home.members.employee.userId } },
      ];
    },
  },
  {
    cause: "an unknown path id",
    code: "not_found",
    status: 404,
    request: () => [
      "GET /api/performance/members/{id}",
      { ...as("admin"), parameters: { id: absent } },
    ],
  },
  {
    cause: "a username that is taken",
    code: "conflict",
    status: 409,
    request: () => [
      "POST /api/performance/members",
      { ...as("admin"), body: { username: home.members.colleague.username, role: "employee" } },
    ],
  },
  {
    cause: "a version that is not the one of the settings any more",
    code: "precondition_failed",
    status: 412,
    request: () => [
      "PATCH /api/performance/organization",
      { headers: { ...as("admin").headers, "if-match": '"earlier"' }, body: {} },
    ],
  },
  {
    cause: "a key of another request",
    code: "idempotency_key_reused",
    status: 422,
    request: async () => {
      const headers = { ...as("admin").headers, "idempotency-key": "once" };
      await sendTo("POST /api/performance/teams", { headers, body: { name: "keyed team" } });
      return ["POST /api/performance/teams", { headers, body: { name: "another team" } }];
    },
  },
  {
    cause: "a body beyond 1 MiB",
    code: "payload_too_large",
    status: 413,
    request: () => [
      "POST /api/performance/teams",
      { ...as("admin"), body: { name: "x".repeat(1_100_000) } },
    ],
  },
  {
    cause: "a body that is not JSON",
    code: "unsupported_media_type",
    status: 415,
    request: () => [
      "POST /api/performance/teams",
      { headers: { ...as("admin").headers, "content-type": "text/plain" }, body: "x" },
    ],
  },
];

/** The field of each body that names something by its id or name, with the request around it. */
const references: readonly (readonly [field: string, request: () => Request])[] = [
  [
    "user_id",
    () => [
      "POST /api/performance/assignments",
      { ...as("admin"), body: { external_id: "ref-1", title: "x", user_id: absent } },
    ],
  ],
  [
    "assignee",
    () => [
      "POST /api/performance/assignments",
      { ...as("admin"), body: { external_id: "ref-2", title: "x", assignee: "no-such-member" } },
    ],
  ],
  [
    "user_id",
    () => [
      "PATCH /api/performance/assignments/{id}",
      {
        ...as("admin"),
        parameters: { id: home.members.colleague.assignmentId },
        body: { user_id: absent },
      },
    ],
  ],
  [
    "assignee",
    () => [
      "PATCH /api/performance/assignments/{id}",
      {
        ...as("admin"),
        parameters: { id: home.members.colleague.assignmentId },
        body: { assignee: "no-such-member" },
      },
    ],
  ],
  [
    "user_id",
    () => [
      "POST /api/performance/decisions",
      {
        ...as("admin"),
        body: { user_id: absent, kind: "pay", grounds: "x", decided_by_person: true },
      },
    ],
  ],
  [
    "user_id",
    () => [
      "POST /api/performance/proposals",
      { ...as("admin"), body: { setting: "last_auditor", user_id: absent } },
    ],
  ],
  [
    "contest_id",
    () => [
      "POST /api/performance/proposals",
      { ...as("admin"), body: { setting: "contest_decision", contest_id: absent } },
    ],
  ],
  [
    "correction.entry_id",
    () => [
      "POST /api/performance/user/{id}/what-if",
      {
        ...as("admin"),
        parameters: { id: home.members.colleague.userId },
        body: { policy, correction: { entry_id: absent, facts: { difficulty: 1 } } },
      },
    ],
  ],
  [
    "completions.0.assignment_id",
    () => [
      "POST /api/performance/user/{id}/what-if",
      {
        ...as("admin"),
        parameters: { id: home.members.colleague.userId },
        body: { completions: [{ assignment_id: absent }] },
      },
    ],
  ],
];

describe("the code of an error", () => {
  it.each(rows)("is $code for $cause", async ({ code, status, request }) => {
    const [name, call] = await request();
    expect(await send(name, call)).toMatchObject({ code, status });
  });

  it.each(references)(
    "is unknown_reference for an unknown %s in a body",
    async (field, request) => {
      const [name, call] = request();
      const { status, code, invalid_params } = await send(name, call);
      expect({ status, code }).toEqual({ status: 404, code: "unknown_reference" });
      expect(invalid_params).toEqual([
        {
          name: field,
          code: "unknown_reference",
          reason: "must name something that exists and that you have access to",
        },
      ]);
    },
  );

  it("is method_not_allowed for a method that the URL does not have", async () => {
    const response = await methods({}).PUT(new Request("http://localhost:3000/api/x"), {
      params: Promise.resolve({}),
    });
    expect(problem.parse(await response.json())).toMatchObject({
      status: 405,
      code: "method_not_allowed",
    });
  });

  it("is tested with a cause, or where its cause is made", () => {
    const here = rows.map(({ code }) => code);
    const alone = ["method_not_allowed", "privacy_mode", "unknown_reference"];
    const inTestsOfKeys = ["in_progress", "response_lost", "secret_shown"].map(
      (what) => `idempotency_${what}`,
    );
    const inTestsOfTheWrapper = ["rate_limited", "internal", "overloaded", "unavailable"];
    expect(
      [...new Set([...here, ...alone, ...inTestsOfKeys, ...inTestsOfTheWrapper])].sort(),
    ).toEqual([...problemCodes].sort());
  });

  it("is privacy_mode where the organization shows no individuals", async () => {
    await setPrivacyMode(home, "aggregate");
    const { code } = await send("GET /api/performance/user/{id}", {
      ...as("admin"),
      parameters: { id: home.members.colleague.userId },
    });
    await setPrivacyMode(home, "named");
    expect(code).toBe("privacy_mode");
  });

  it("has a section in the documentation and on the page to which its type leads", () => {
    const page = readFileSync(`${import.meta.dirname}/../../../docs/api-errors.md`, "utf8");
    const html = renderToStaticMarkup(ErrorsPage());
    const words = page.replaceAll("\n", " ");
    for (const code of problemCodes) {
      expect(page).toContain(`\n## ${code}\n`);
      expect(words).toContain(problemExplanations[code].means);
      expect(words).toContain(problemExplanations[code].next);
      expect(html).toContain(`id="${code}"`);
    }
    for (const code of paramCodes)
      expect(page).toContain(`| \`${code}\` | ${paramMeanings[code]} |`);
  });
});

describe("a token without the scope", () => {
  const withSecurity = routes.filter(
    ({ declaration: { access, isBrowserOnly } }) =>
      typeof access === "object" && !("shared" in access) && isBrowserOnly !== true,
  );

  it.each(withSecurity.map((route) => [route.name, route] as const))(
    "reads which scope %s needs",
    async (_, route) => {
      const parameters = Object.fromEntries(
        Object.keys(route.declaration.params?.shape ?? {}).map((name) => [
          name,
          home.members.admin.userId,
        ]),
      );
      const response = await callRoute(route, { ...withToken(analyticsToken), parameters });
      if (response.status !== 403) {
        // The operation needs this scope.
        expect(JSON.stringify(route.declaration.access)).toMatch(/view_analytics|user_id_1/);
        return;
      }
      const { code, required_scopes: scopes = [] } = problem.parse(await response.json());
      expect(code).toBe("insufficient_scope");
      expect(scopes.length).toBeGreaterThan(0);
      expect(response.headers.get("www-authenticate")).toBe(
        `Bearer realm="performance", error="insufficient_scope", scope="${scopes.join(" ")}"`,
      );
    },
  );
});

describe("one response names every problem", () => {
  const withInput = routes.filter(
    ({ declaration: { params, query, body, access } }) =>
      access !== "public" &&
      !(typeof access === "object" && "shared" in access) &&
      [params, query, body].some((schema) => schema !== undefined),
  );

  it.each(withInput.map((route) => [route.name, route] as const))(
    "of path, query and body of %s",
    async (_, route) => {
      const { params, body } = route.declaration;
      const own = typeof route.declaration.access === "object" && "own" in route.declaration.access;
      // A file and a key of another system are any text.
      const ids = Object.keys(params?.shape ?? {}).filter(
        (name) => name !== "file" && name !== "external_id",
      );
      const response = await callRoute(route, {
        ...as("admin"),
        parameters: {
          ...Object.fromEntries(ids.map((name) => [name, own ? home.members.admin.userId : "x"])),
          zzz: "1",
        },
        repeated: "yyy",
        ...(body && { body: { zzzz: 1 } }),
      });
      expect(response.status).toBe(400);
      const { invalid_params: invalid = [] } = problem.parse(await response.json());
      const names = invalid.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(own ? [] : ids));
      expect(invalid).toContainEqual({ name: "zzz", code: "unknown", reason: "is not known here" });
      expect(invalid).toContainEqual({
        name: "yyy",
        code: "repeated",
        reason: "must be given once",
      });
      if (body !== undefined)
        expect(names.some((name) => !["zzz", "yyy", ...ids].includes(name))).toBe(true);
    },
  );

  it("of all fields of a new member", async () => {
    const { invalid_params: invalid } = await send("POST /api/performance/members", {
      ...as("admin"),
      parameters: { zzz: 1 },
      body: { username: "O nb!", role: "boss", email: "x", display_name: "" },
    });
    expect(invalid?.map(({ name, code }) => [name, code])).toEqual([
      ["zzz", "unknown"],
      ["username", "invalid_format"],
      ["role", "not_an_option"],
      ["email", "invalid_format"],
      ["display_name", "out_of_range"],
    ]);
  });

  it("and tells what is missing from what is wrong", async () => {
    const { invalid_params: invalid } = await send("POST /api/performance/members", {
      ...as("admin"),
      body: { username: 5 },
    });
    expect(invalid).toEqual([
      { name: "username", code: "wrong_type", reason: "must be text" },
      { name: "role", code: "missing", reason: "must be given" },
    ]);
  });
});
