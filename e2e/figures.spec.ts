import type { Browser, Page } from "@playwright/test";
import { findDemoAccount } from "@/scripts/product/demo-accounts";
import { type DemoServer, startDemoServer } from "@/scripts/product/demo-server";
import { signIn } from "@/scripts/product/sign-in";
import { shownFigures } from "./support/figures";
import { expect, test } from "./support/fixtures";
import { openPage } from "./support/open-page";

const DAY = 86_400_000;

let server: DemoServer;

// Another policy changes every score: the demo of the other tests keeps its own.
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startDemoServer();
});
test.afterAll(async () => {
  await server.stop();
});

type Reader = {
  readonly page: Page;
  readonly request: (method: string, path: string, body?: unknown) => Promise<unknown>;
};

async function signInReader(
  browser: Browser,
  role: "employee" | "admin",
  username?: string,
): Promise<Reader> {
  const cookie = await signIn(
    server.address,
    findDemoAccount(server.dataDirectory, role, username),
  );
  const context = await browser.newContext({ baseURL: server.address });
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("="), url: server.address };
    }),
  );
  const request = async (method: string, path: string, body?: unknown) => {
    const response = await context.request.fetch(`/api/performance${path}`, {
      method,
      ...(body === undefined ? {} : { data: body, headers: { origin: server.address } }),
    });
    expect(response.ok(), `${method} ${path}: ${response.status()}`).toBe(true);
    return await response.json();
  };
  return { page: await context.newPage(), request };
}

/** The value of a path as `entries.user_id=5.score`; `-1` is the last item of a list. */
function findField(body: unknown, field: string): unknown {
  return field.split(".").reduce<unknown>((value, step) => {
    const [name = "", wanted] = step.split("=");
    if (!Array.isArray(value)) return Object(value)[name];
    return wanted === undefined
      ? value.at(Number(name))
      : value.find((item) => String(Object(item)[name]) === wanted);
  }, body);
}

/** The figure in a text, in hundredths. */
function readHundredths(text: string): number {
  const [figure] = /[+−]?\d+(\.\d+)?/.exec(text) ?? [];
  expect(figure, text).toBeDefined();
  return Math.round(Number(figure?.replace("−", "-")) * 100);
}

/** Records work of before the period late, corrects another such work, and puts another policy in force. */
async function changeThePast(admin: Reader, id: number): Promise<void> {
  const work = findField(
    await admin.request("GET", `/assignments?user_id=${id}&status=completed&limit=1000`),
    "assignments",
  );
  const today = findField(await admin.request("GET", `/user/${id}/summary`), "as_of.day");
  const before = Date.parse(String(today)) - 120 * DAY;
  const old = Array.isArray(work)
    ? work.find(({ completed_at: at }) => Date.parse(at) < before)
    : undefined;
  expect(old, "work of before the period").toBeDefined();
  await admin.request("PATCH", `/assignments/${old.id}`, { difficulty: 9.75, skill_match: 0.05 });
  const completed = before - DAY;
  await admin.request("POST", "/assignments", {
    external_id: "late-entry",
    title: "Write up the incident",
    user_id: id,
    due_at: new Date(completed - 3 * DAY).toISOString(),
    completed_at: new Date(completed).toISOString(),
    difficulty: 2,
    skill_match: 0.4,
    status: "completed",
  });
  const policy = await admin.request("GET", "/policy");
  await admin.request("PUT", "/policy", {
    weights: { on_time: 0.2, skill: 0.35, difficulty: 0.45 },
    min_sample: 5,
    expected_version: Number(findField(policy, "current.version")),
  });
}

test("each figure agrees to the hundredth on every page and endpoint that has it, after a correction, a late entry and a new policy", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const admin = await signInReader(browser, "admin");
  const member = await signInReader(browser, "employee", "john_doe");
  const people = await admin.request("GET", "/team");
  const id = Number(findField(people, "all_members.username=john_doe.user_id"));
  const first = Number(findField(people, "all_members.0.user_id"));
  const other = first === id ? Number(findField(people, "all_members.1.user_id")) : first;
  await changeThePast(admin, id);
  const fill = (text: string) =>
    text.replaceAll("{id}", String(id)).replaceAll("{other}", String(other));

  const found = new Map<string, { where: string; hundredths: number }[]>();
  const add = (name: string, where: string, hundredths: number) =>
    found.set(name, [...(found.get(name) ?? []), { where, hundredths }]);
  for (const { name, reader, page: path, selector, endpoints } of shownFigures) {
    const { page, request } = reader === "member" ? member : admin;
    const url = new URL(fill(path), server.address).href;
    if (page.url() !== url) {
      await openPage(page, fill(path));
      for (const summary of await page.locator("details > summary").all()) await summary.click();
    }
    const text = await page.locator(fill(selector)).first().textContent();
    add(name, `${path} ${selector}`, readHundredths(text ?? ""));
    for (const [endpoint, field] of endpoints) {
      const value = findField(await request("GET", fill(endpoint)), fill(field));
      add(name, `${endpoint} ${field}`, Math.round(Number(value) * 100));
    }
  }
  for (const [name, figures] of found) {
    const [first] = figures;
    const different = figures.filter(({ hundredths }) => hundredths !== first?.hundredths);
    expect(different, `${name}, first ${JSON.stringify(first)}`).toEqual([]);
  }
  expect(found.get("change of 90 days")?.[0]?.hundredths).not.toBe(0);

  const { page } = member;
  await expect(page.getByRole("heading", { name: "What this page showed then" })).toBeVisible();
  const parts = page.getByRole("table", { name: "Change by component" });
  await expect(parts.getByRole("row", { name: /^Policy/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Marks in the chart" })).toContainText(
    "Scoring policy 2 from",
  );
});
