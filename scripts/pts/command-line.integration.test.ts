import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, type Database } from "@/lib/db/client";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { createRandom } from "@/prisma/demo/random";
import { createOrganization } from "@/prisma/factories";

let database: Database;
let folder: string;

beforeAll(async () => {
  database = await connectDatabase();
  folder = await mkdtemp(join(tmpdir(), "pts-command-line-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Answer = { readonly status: number | null; readonly out: string; readonly error: string };

function start(...words: readonly string[]): ChildProcess {
  return spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "scripts/pts.ts", ...words],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
}

async function pts(words: readonly string[], input = ""): Promise<Answer> {
  const child = start(...words);
  child.stdin?.end(input);
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, error] = await Promise.all(
    [child.stdout, child.stderr].map((stream) => (stream === null ? "" : text(stream))),
  );
  return { status: await exit, out: out ?? "", error: error ?? "" };
}

async function makeOrganization(): Promise<string> {
  return (await createOrganization(database, { timeZone: "Europe/London" })).organization.slug;
}

const ROWS = 3000;

/** Unsorted work of twelve people over two years, a tenth of it open. */
async function writeWork(): Promise<string> {
  const random = createRandom(7);
  const day = (offset: number) =>
    new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const assigned = random.between(0, 700);
    const completed = random.isTrue(0.9) ? day(assigned + random.between(0, 20)) : "";
    return [
      `T-${index}`,
      `Task ${index}`,
      `member${random.between(1, 12)}`,
      day(assigned),
      random.isTrue(0.9) ? day(assigned + random.between(3, 15)) : "",
      completed,
      (random.next() * 10).toFixed(2),
      `skill${random.between(1, 9)}:${random.between(1, 10)}`,
      random.next().toFixed(4),
    ].join(",");
  });
  const header =
    "external_id,title,assignee,assigned_at,due_at,completed_at,difficulty,required_skills,skill_match";
  const file = join(folder, "work.csv");
  await writeFile(file, `${[header, ...lines].join("\n")}\n`);
  return file;
}

/** Where everybody stands, without what tells one attempt from another: ids and the clock. */
async function readState(slug: string): Promise<unknown> {
  return database.$queryRaw`
    SELECT users.username,
      to_jsonb(performance) - '{organization_id,user_id,newest_entry_id,last_assignment_id}'::text[] AS standing,
      (SELECT jsonb_agg(to_jsonb(snapshot) - '{organization_id,user_id,id,created_at,amended_at}'::text[]
          ORDER BY snapshot_date)
        FROM performance_snapshots AS snapshot
        WHERE snapshot.organization_id = users.organization_id AND snapshot.user_id = users.id) AS snapshots,
      (SELECT jsonb_agg(
          to_jsonb(fact) - '{organization_id,user_id,assignment_id,entry_id}'::text[]
            || jsonb_build_object('external_id', assignment.external_id)
          ORDER BY assignment.external_id)
        FROM performance_facts AS fact
        JOIN assignments AS assignment ON assignment.organization_id = fact.organization_id
          AND assignment.id = fact.assignment_id
        WHERE fact.organization_id = users.organization_id AND fact.user_id = users.id) AS facts,
      (SELECT count(*)::int FROM performance_logs AS entry
        WHERE entry.organization_id = users.organization_id AND entry.user_id = users.id) AS entries
    FROM users
    JOIN organizations ON organizations.id = users.organization_id AND slug = ${slug}
    JOIN user_performance AS performance ON performance.organization_id = users.organization_id
      AND performance.user_id = users.id
    ORDER BY users.username`;
}

async function findImport(slug: string) {
  const [found] = await database.$queryRaw<{ applied: number }[]>`
    SELECT new_rows AS applied FROM imports
    JOIN organizations ON organizations.id = imports.organization_id AND slug = ${slug}
    ORDER BY imports.id DESC LIMIT 1`;
  return found ?? null;
}

describe("pts import", { timeout: 180_000 }, () => {
  it("ends in the same state when it is killed half-way and run again", async () => {
    const file = await writeWork();
    const killed = await makeOrganization();
    const child = start("import", file, "--organization", killed, "--create-members");
    const gone = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
    await expect
      .poll(async () => (await findImport(killed))?.applied ?? 0, { interval: 5, timeout: 90_000 })
      .toBeGreaterThan(500);
    child.kill("SIGKILL");
    expect(await gone).toBe("SIGKILL");
    expect((await findImport(killed))?.applied).toBeLessThan(ROWS);

    const words = ["import", file, "--create-members", "--json", "--organization"];
    const again = await pts([...words, killed]);
    expect(again.error).toBe("");
    const counts = JSON.parse(again.out);
    expect(counts).toMatchObject({ rows: ROWS, changed: 0, rejected: 0 });
    expect(counts.new).toBeGreaterThan(0);
    expect(counts.unchanged).toBeGreaterThan(500);
    expect(counts.new + counts.unchanged).toBe(ROWS);

    const whole = await makeOrganization();
    expect(await pts([...words, whole])).toMatchObject({ status: 0, error: "" });
    expect(await readState(killed)).toEqual(await readState(whole));
    const verified = await pts(["verify", "--organization", killed, "--json"]);
    expect(JSON.parse(verified.out)).toMatchObject({ members: 12, differences: [] });
  });

  it("reads standard input, prints counts as JSON and writes what it turned away", async () => {
    const slug = await makeOrganization();
    const rejections = join(folder, "rejections.csv");
    const answer = await pts(
      [
        "import",
        "-",
        "--organization",
        slug,
        "--create-members",
        "--rejections",
        rejections,
        "--json",
      ],
      "external_id,title,assignee,difficulty\nA,=1+1,ada,11\nB,Task,ada,5\n",
    );
    expect(answer).toEqual({
      status: 0,
      out: '{"rows":2,"new":1,"changed":0,"unchanged":0,"rejected":1}\n',
      error: "",
    });
    expect(await readFile(rejections, "utf8")).toBe(
      [
        "row,field,reason,external_id,title,assignee,assigned_at,started_at,due_at,completed_at,difficulty,required_skills,skill_match,status,project,more",
        "1,difficulty,difficulty must be a number from 0 to 10.,A,'=1+1,ada,,,,,11,,,,,",
        "",
      ].join("\r\n"),
    );
  });

  it("says in one sentence what is wrong with a file", async () => {
    const slug = await makeOrganization();
    const words = ["--organization", slug, "--create-members"];
    const picture = join(folder, "picture.csv");
    await writeFile(picture, Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    expect(await pts(["import", picture, ...words])).toEqual({
      status: 1,
      out: "",
      error: "This is a PNG picture, not CSV in UTF-8. Nothing was imported.\n",
    });
    const absent = join(folder, "absent.csv");
    expect(await pts(["import", absent, ...words])).toEqual({
      status: 1,
      out: "",
      error: `The file cannot be opened (ENOENT): ${absent}\n`,
    });
  });
});

describe("pts member", { timeout: 120_000 }, () => {
  it("hands somebody's data over, deactivates and erases them, and says what comes first", async () => {
    const slug = await makeOrganization();
    const about = ["--organization", slug, "--username", "grace"];
    const made = await pts(["member", "create", ...about, "--role", "employee", "--json"]);
    const { id } = JSON.parse(made.out);
    const file = join(folder, "everything.json");
    expect(await pts(["member", "export", ...about, "--output", file])).toMatchObject({
      error: "",
    });
    const { export_date: _, ...written } = JSON.parse(await readFile(file, "utf8"));
    expect(written).toMatchObject({ profile: { id, username: "grace" }, assignments: [] });

    for (const options of [["--yes"], []]) {
      const early = await pts(["member", "erase", ...about, ...options]);
      expect(early).toMatchObject({ status: 1, out: "" });
      expect(early.error).toContain("Deactivate them first");
    }
    expect(await pts(["member", "deactivate", ...about])).toMatchObject({ status: 0, error: "" });
    const unasked = await pts(["member", "erase", ...about]);
    expect(unasked).toMatchObject({ status: 1, error: expect.stringContaining("--yes") });
    const erased = await pts(["member", "erase", ...about, "--yes", "--json"]);
    expect(JSON.parse(erased.out)).toEqual({ id, organization: slug, is_erased: true });
    const left = await database.user.findFirst({ where: { id } });
    expect(left).toMatchObject({ username: `erased-${id}`, email: null, teamId: null });
  });
});

describe("pts", { timeout: 120_000 }, () => {
  it("makes an organization, members and tokens, and says what is wrong in a sentence", async () => {
    const slug = makeUniqueName();
    const create = ["organization", "create", slug, "--name", "Test", "--time-zone", "UTC"];
    expect(await pts(create)).toMatchObject({ status: 0, error: "" });
    expect(await pts(create)).toEqual({
      status: 1,
      out: "",
      error: `There already is an organization “${slug}”.\n`,
    });
    const member = ["member", "create", "--organization", slug, "--username", "ada", "--json"];
    const made = await pts(
      [...member, "--role", "team_lead", "--password-stdin"],
      "correct horse\n",
    );
    expect(made).toMatchObject({ status: 0, error: "" });
    expect(JSON.parse(made.out)).toMatchObject({ username: "ada", lead_scope: "organization" });
    const token = await pts(["token", "create", "--user", `${slug}/ADA`, "--days", "3"]);
    expect(token).toMatchObject({ status: 0, error: "" });
    expect(token.out).toMatch(/^pts_[0-9A-Za-z]+\n$/);
  });

  it("answers wrong usage with status 2 and help with 0", async () => {
    const role = ["member", "create", "--organization", "x", "--username", "y", "--role", "boss"];
    const wrong = await pts(role);
    expect(wrong).toMatchObject({ status: 2, out: "" });
    expect(wrong.error).toContain("employee, team_lead, manager, admin");
    const help = await pts(["import", "--help"]);
    expect(help).toMatchObject({ status: 0, error: "" });
    expect(help.out).toContain("--dry-run");
  });

  it("names the organization that is not there, and how to make it", async () => {
    const slug = makeUniqueName();
    const answer = await pts(["import", "-", "--organization", slug]);
    expect(answer).toMatchObject({ status: 1, out: "" });
    expect(answer.error).toMatch(
      new RegExp(`^There is no organization “${slug}”\\. Make it first: `),
    );
  });
});
