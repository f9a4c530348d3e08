import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findDownloadContents } from "@/lib/http/download";
import { makeDeletable, makeSession, makeToken } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { makeJob, type Targets } from "./access-cases";
import { createSessionHeaders, createTokenHeaders } from "./actors";
import {
  type HttpExample,
  index,
  listBlocks,
  listDifferences,
  listHttpExamples,
  page,
} from "./documentation";
import { makeLocalFetch, runExample } from "./local-fetch";
import { makeTargets } from "./make-targets";
import { type FoundRoute, findRoutes } from "./route-tree";

const root = join(import.meta.dirname, "../../..");
const blocks = listBlocks();
const examples = listHttpExamples(blocks);
const routes = await findRoutes();
const fetchLocal = makeLocalFetch(routes);
let targets: Targets;
/** By the id of their owner. */
const tokens = new Map<number, string>();

beforeAll(async () => {
  targets = await makeTargets();
  const { context, organizationId } = targets.home;
  // The examples of assignments require it.
  await context.database.skill.create({ data: { organizationId, name: "TLS" } });
});

afterAll(closeWorlds);

/** Replaces the ids of the documentation, 5, 7, 42 and 2, with those of this test. */
async function replaceIds({ method, url, body }: HttpExample) {
  const { home, skills } = targets;
  const { colleague, otherTeam, admin } = home.members;
  const isDeleted = method === "DELETE";
  const [path = "", query = ""] = url.split("?");
  const kind = findDisposableKind(path);
  const owner = kind === "assignment" ? colleague.userId : admin.userId;
  const isContest = path.includes("/contests/2/");
  const contest = isContest ? await makeDeletable(home, "contest", colleague.userId) : 0;
  const disposable = path.includes("/42") ? await makeDeletable(home, kind, owner) : 0;
  const member = isDeleted ? await makeDeletable(home, "member", 0) : colleague.userId;
  const team = isDeleted ? await makeDeletable(home, "team", 0) : home.teamIds.first;
  const job = path.includes("/jobs/") ? await makeJob(targets, "first") : "";
  const pathname = path
    .replace(/\/jobs\/[0-9a-f-]{36}/, `/jobs/${job}`)
    .replace(/\/42\b/, `/${disposable}`)
    .replace(/\/contests\/2\b/, `/contests/${contest}`)
    .replace(/\/(user|members|snapshots)\/5\b/, `/$1/${member}`)
    .replace(/\/teams\/2\b/, `/teams/${team}`)
    .replace(/\/skills\/2\b/, `/skills/${skills.home}`);
  const search = query
    .replace(/link=[^&]+/, `link=${targets.links.widget}`)
    .replace(/(user_id|user_id_1|around)=5\b/g, `$1=${colleague.userId}`)
    .replace(/user_id_2=7\b/, `user_id_2=${otherTeam.userId}`);
  const replacedBody = await replaceIdsOfBody(body);
  return { url: search === "" ? pathname : `${pathname}?${search}`, body: replacedBody };
}

async function replaceIdsOfBody(body: unknown): Promise<unknown> {
  const { home } = targets;
  const { userId } = home.members.colleague;
  const given = Object(body);
  if ("user_id" in given) return { ...given, user_id: userId };
  if (!("completions" in given)) return body;
  const [completion] = given.completions;
  const assignment = await makeDeletable(home, "assignment", userId);
  return { ...given, completions: [{ ...completion, assignment_id: assignment }] };
}

function findDisposableKind(path: string) {
  if (path.includes("/assignments")) return "assignment";
  if (path.includes("/import-mappings")) return "importMapping";
  if (path.includes("/imports")) return path.endsWith("/undo") ? "finishedImport" : "import";
  if (path.includes("/logs/")) return "entry";
  if (path.includes("/share-links")) return "shareLink";
  if (path.includes("/service-accounts")) return "serviceAccount";
  return path.includes("/tokens") ? "token" : "session";
}

/** Signs in as the colleague for data that only the owner may see, else as an administrator. */
async function createHeaders(example: HttpExample): Promise<Record<string, string>> {
  const { url, isFromBrowser } = example;
  const { home } = targets;
  const { admin, colleague } = home.members;
  if (isFromBrowser) return createSessionHeaders(await makeSession(home, admin.userId));
  const isOwn = /access-log|everything|widget-tokens|user\/\d+\/audit-log/.test(url);
  const userId = isOwn ? colleague.userId : admin.userId;
  const token = tokens.get(userId) ?? (await makeToken(home, userId));
  tokens.set(userId, token);
  return createTokenHeaders(token);
}

function findRoute({ method, url }: HttpExample): FoundRoute {
  const [pathname = ""] = url.split("?");
  const path = pathname
    .replace(/\/by-external-id\/[^/]+/, "/by-external-id/{}")
    .replace(/\/(\d+\b(?!-)|[0-9a-f-]{36})/g, "/{}");
  const found = routes.find(
    (route) => route.method === method && route.path.replace(/\{\w+\}/g, "{}") === path,
  );
  if (found === undefined) throw new Error(`There is no route ${method} ${url}.`);
  return found;
}

describe("docs/PERFORMANCE_SERVICE.md and docs/api", () => {
  it("shows the keys of the actual response to each request", { timeout: 60_000 }, async () => {
    expect(examples.length).toBeGreaterThan(45);
    const differences: string[] = [];
    for (const example of examples) {
      const { method } = example;
      const { url, body } = await replaceIds(example);
      const response = await fetchLocal(url, {
        method,
        headers: { "content-type": "application/json", ...(await createHeaders(example)) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const name = `${method} ${example.url}`;
      if (!response.ok) differences.push(`${name}: ${response.status} ${text}`);
      else if (example.response !== undefined) {
        const found = listDifferences(example.response, JSON.parse(text));
        differences.push(...found.map((difference) => `${name}: ${difference}`));
      }
    }
    expect(differences).toEqual([]);
  });

  it("shows responses that match their schemas", () => {
    const errors = examples.flatMap((example) => {
      const { declaration } = findRoute(example);
      const file = findDownloadContents(declaration.response);
      const response = file?.["application/json"] ?? declaration.response;
      const isAccepted = example.url.endsWith("wait=false");
      const schema = (isAccepted ? declaration.accepted : null) ?? response;
      const parsed = example.response === undefined ? null : schema.safeParse(example.response);
      return parsed?.success === false ? [`${example.url}: ${parsed.error.message}`] : [];
    });
    expect(errors).toEqual([]);
  });

  it("describes every endpoint", () => {
    const shown = examples.map((example) => findRoute(example).name);
    const missing = routes.filter(
      ({ name }) => !shown.includes(name) && !page.includes(`\`${name}\``),
    );
    expect(
      missing.map(({ name }) => name),
      "endpoints without a section in docs/api and a row in docs/PERFORMANCE_SERVICE.md",
    ).toEqual([]);
  });

  it("lists every endpoint in the index and no other", () => {
    const rows = [...index.matchAll(/^\| \[[^\]]+\]\([^)]+\) \| `(\w+)` \| `([^`]+)` \|$/gm)];
    const listed = rows.map(([, method, path]) => `${method} ${path}`);
    expect(listed.toSorted()).toEqual(routes.map(({ name }) => name).toSorted());
  });

  it("shows the right results of its formulas", () => {
    const formula =
      /Score = \(([\d.]+) × ([\d.]+) \+ ([\d.]+) × ([\d.]+) \+ ([\d.]+) × ([\d.]+)\) × 100 = ([\d.]+)/;
    const results = blocks.flatMap(({ text }) => {
      const [, a, b, c, d, e, f, score] = (formula.exec(text) ?? []).map(Number);
      if (score === undefined) return [];
      const [one = 0, two = 0, three = 0] = [
        Number(a) * Number(b),
        Number(c) * Number(d),
        Number(e) * Number(f),
      ];
      return { computed: Math.round((one + two + three) * 10_000) / 100, score };
    });
    expect(results).toEqual([
      { computed: 94.5, score: 94.5 },
      { computed: 72.5, score: 72.5 },
    ]);
  });

  it("has JavaScript examples that run", async () => {
    const { home } = targets;
    const token = await makeToken(home, home.members.admin.userId);
    const fetchOfExample = (url: string, init: RequestInit) =>
      fetchLocal(url.replace("/user/5", `/user/${home.members.colleague.userId}`), init);
    const code = blocks.filter(({ language }) => language === "javascript");
    expect(code).toHaveLength(4);
    const names = ["data", "trendData", "teamData", "widget", "chart", "leaderboard"];
    const { data, widget, chart, leaderboard } = await runExample(
      code.map(({ text }) => text).join("\n"),
      { fetch: fetchOfExample, token },
      names,
    );
    expect(data).toMatchObject({ user_id: home.members.colleague.userId });
    expect(widget).toMatchObject({ score: Reflect.get(Object(data), "current_performance_score") });
    expect(chart).toMatchObject({
      type: "line",
      data: { labels: [expect.any(String)], datasets: [{ data: [expect.any(Number)] }] },
    });
    expect(leaderboard).toContainEqual([
      expect.any(Number),
      expect.any(String),
      expect.any(Number),
      7,
    ]);
  });

  it("has TypeScript examples that run", async () => {
    const { home } = targets;
    const [block] = blocks.filter(({ language }) => language === "typescript");
    const scope: Record<string, unknown> = { context: home.context };
    const imports = [...(block?.text ?? "").matchAll(/import \{ (\w+) \} from "@\/(.+)";\n/g)];
    expect(imports).toHaveLength(6);
    for (const [, name = "", path = ""] of imports) {
      const loaded: Record<string, unknown> = await import(
        /* @vite-ignore */ join(root, `${path}.ts`)
      );
      scope[name] = loaded[name];
    }
    const { colleague } = home.members;
    const code = (block?.text ?? "")
      .replace(/import .*\n/g, "")
      .replaceAll("userId: 5", `userId: ${colleague.userId}`)
      .replaceAll("user_id: 5", `user_id: ${colleague.userId}`)
      .replaceAll("42n", `${colleague.assignmentId}n`);
    const names = ["summary", "history", "trends", "teamPerformance"];
    const { summary, history } = await runExample(code, scope, names);
    expect(summary).toMatchObject({
      user_id: colleague.userId,
      tasks_completed: expect.any(Number),
    });
    expect(history).toMatchObject({ entries: expect.any(Array) });
  });

  it("names only existing commands", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const lines = blocks
      .filter(({ language }) => language === "bash")
      .flatMap(({ text }) => text.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      const [, script = ""] = /^npm (?:run )?(?:-s )?([\w:]+)/.exec(line) ?? [];
      expect(Object.keys(scripts), line).toContain(script);
    }
  });
});
