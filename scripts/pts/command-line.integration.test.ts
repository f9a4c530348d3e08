import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, type Database } from "@/lib/db/client";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { createRandom } from "@/prisma/demo/random";
import { createOrganization } from "@/prisma/factories";
import { runPts, startPts } from "./testing/run-pts";

let database: Database;
let folder: string;

beforeAll(async () => {
  database = await connectDatabase();
  folder = await mkdtemp(join(tmpdir(), "pts-command-line-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function makeOrganization(): Promise<string> {
  return (await createOrganization(database, { timeZone: "Europe/London" })).organization.slug;
}

const ROWS = 1500;

/** Writes unsorted assignments of twelve members over two years, a tenth of them open. */
async function writeAssignments(): Promise<string> {
  const random = createRandom(7);
  const formatDay = (offset: number) =>
    new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const assigned = random.between(0, 700);
    const completed = random.isTrue(0.9) ? formatDay(assigned + random.between(0, 20)) : "";
    return [
      `T-${index}`,
      `Task ${index}`,
      `member${random.between(1, 12)}`,
      formatDay(assigned),
      random.isTrue(0.9) ? formatDay(assigned + random.between(3, 15)) : "",
      completed,
      (random.next() * 10).toFixed(2),
      `skill${random.between(1, 9)}:${random.between(1, 10)}`,
      random.next().toFixed(4),
    ].join(",");
  });
  const header =
    "external_id,title,assignee,assigned_at,due_at,completed_at,difficulty,required_skills,skill_match";
  const file = join(folder, "assignments.csv");
  await writeFile(file, `${[header, ...lines].join("\n")}\n`);
  return file;
}

/** The stored figures of all members without ids and times, which differ between two runs. */
async function readState(slug: string): Promise<unknown> {
  return database.$queryRaw`
    SELECT users.username,
      to_jsonb(performance) - '{organization_id,user_id,newest_entry_id,last_assignment_id}'::text[] AS performance,
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
  it("ends in the same state after it is killed and run again as after one run", async () => {
    const file = await writeAssignments();
    const killed = await makeOrganization();
    const child = startPts(["import", file, "--organization", killed, "--create-members"]);
    const exited = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
    await expect
      .poll(async () => (await findImport(killed))?.applied ?? 0, { interval: 5, timeout: 90_000 })
      .toBeGreaterThan(250);
    child.kill("SIGKILL");
    expect(await exited).toBe("SIGKILL");
    expect((await findImport(killed))?.applied).toBeLessThan(ROWS);

    const args = ["import", file, "--create-members", "--json", "--organization"];
    const again = await runPts([...args, killed]);
    expect(again.error).toBe("");
    const counts = JSON.parse(again.out);
    expect(counts).toMatchObject({ rows: ROWS, changed: 0, rejected: 0 });
    expect(counts.new).toBeGreaterThan(0);
    expect(counts.unchanged).toBeGreaterThan(250);
    expect(counts.new + counts.unchanged).toBe(ROWS);

    const uninterrupted = await makeOrganization();
    expect(await runPts([...args, uninterrupted])).toMatchObject({ status: 0, error: "" });
    expect(await readState(killed)).toEqual(await readState(uninterrupted));
    const verified = await runPts(["verify", "--organization", killed, "--json"]);
    expect(JSON.parse(verified.out)).toMatchObject({ members: 12, differences: [] });
  });

  it("imports standard input, prints counts as JSON and writes rejected rows with every reason to a file", async () => {
    const slug = await makeOrganization();
    const rejections = join(folder, "rejections.csv");
    const result = await runPts(
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
      { input: "external_id,title,assignee,difficulty\nA,=1+1,ada,11\nB,Task,ada,5\nC,,ada,12\n" },
    );
    expect(result).toEqual({
      status: 0,
      out: '{"rows":3,"new":1,"changed":0,"unchanged":0,"rejected":2,"skipped":0,"new_members":["ada"],"unknown_people":[]}\n',
      error: "",
    });
    expect(await readFile(rejections, "utf8")).toBe(
      [
        "external_id,title,assignee,difficulty,rejected_row,rejected_field,rejected_reason,rejected_settings",
        "A,'=1+1,ada,11,1,difficulty,difficulty must be a number from 0 to 10 (“11”).,",
        "C,,ada,12,3,title,title must not be empty. difficulty must be a number from 0 to 10 (“12”).,",
        "",
      ].join("\r\n"),
    );
  });

  it("imports its own file of rejected rows, keeps formulas as text and overwrites no file", async () => {
    const slug = await makeOrganization();
    const rejections = join(folder, `${slug}.csv`);
    const args = ["--organization", slug, "--create-members", "--rejections", rejections];
    await runPts(["import", "-", ...args], {
      input: "external_id,title,assignee,difficulty\nA,=1+1,ada,11\n",
    });
    const again = await runPts(["import", "-", ...args], {
      input: "external_id,title,assignee\nB,b,ada\n",
    });
    expect(again).toMatchObject({ status: 1, error: expect.stringContaining("exists already") });
    const mended = (await readFile(rejections, "utf8")).replace(",11,", ",10,");
    await writeFile(rejections, mended);
    const result = await runPts([
      ...["import", rejections, "--organization", slug, "--create-members", "--json"],
    ]);
    expect(JSON.parse(result.out)).toMatchObject({ rows: 1, new: 1, rejected: 0 });
    const stored = await database.assignment.findFirst({ where: { organization: { slug } } });
    expect(stored).toMatchObject({ externalId: "A", title: "=1+1", difficulty: 1000 });
  });

  it("says what it recognized, and reads a file by the options", async () => {
    const slug = await makeOrganization();
    const args = ["import", "-", "--organization", slug, "--create-members", "--dry-run"];
    const file =
      "Key;Name;Who;When;State\nA;One;Jane Doe;3/4/2026;fertig\nB;Two;ben;4/4/2026;Quux\n";
    const mapping = join(folder, "mapping.json");
    await writeFile(
      mapping,
      JSON.stringify({
        columns: {
          external_id: "Key",
          title: "Name",
          assignee: "Who",
          completed_at: "When",
          status: "State",
        },
        status: { fertig: "completed" },
        people_are_names: true,
      }),
    );
    const options = ["--mapping", mapping, "--date-order", "dmy", "--status", "QUUX=completed"];
    const { out, error } = await runPts([...args, ...options], { input: file });
    expect(error).toBe("");
    expect(out).toContain("CSV separated by semicolons, in UTF-8, mapped as your mapping.");
    expect(out).toContain("“When”: dates are read day first.");
    expect(out).toContain("New member jane.doe for “Jane Doe” (1 row: 1).");
    expect(out).toContain("2 rows: 2 new, 0 changed");
    const wrong = await runPts([...args, "--time-zone", "Mars"], { input: file });
    expect(wrong).toMatchObject({ status: 1, error: expect.stringContaining("no IANA time zone") });
  });

  it("reports an invalid and a missing file in one sentence", async () => {
    const slug = await makeOrganization();
    const args = ["--organization", slug, "--create-members"];
    const picture = join(folder, "picture.csv");
    await writeFile(picture, Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    expect(await runPts(["import", picture, ...args])).toEqual({
      status: 1,
      out: "",
      error: "This is a PNG picture, not a table in CSV, NDJSON or XLSX. Nothing was imported.\n",
    });
    const absent = join(folder, "absent.csv");
    expect(await runPts(["import", absent, ...args])).toEqual({
      status: 1,
      out: "",
      error: `The file cannot be opened (ENOENT): ${absent}. Nothing was done.\n`,
    });
  });
});

describe("pts member", { timeout: 120_000 }, () => {
  it("exports, deactivates and erases a member, and requires deactivation before erasure", async () => {
    const slug = await makeOrganization();
    const memberOptions = ["--organization", slug, "--username", "grace"];
    const created = await runPts([
      "member",
      "create",
      ...memberOptions,
      "--role",
      "employee",
      "--json",
    ]);
    const { id } = JSON.parse(created.out);
    const file = join(folder, "everything.json");
    expect(await runPts(["member", "export", ...memberOptions, "--output", file])).toMatchObject({
      error: "",
    });
    const { export_date: _, ...written } = JSON.parse(await readFile(file, "utf8"));
    expect(written).toMatchObject({ profile: { id, username: "grace" }, assignments: [] });

    for (const options of [["--yes"], []]) {
      const early = await runPts(["member", "erase", ...memberOptions, ...options]);
      expect(early).toMatchObject({ status: 1, out: "" });
      expect(early.error).toContain("Deactivate them first");
    }
    expect(await runPts(["member", "deactivate", ...memberOptions])).toMatchObject({
      status: 0,
      error: "",
    });
    const unconfirmed = await runPts(["member", "erase", ...memberOptions]);
    expect(unconfirmed).toMatchObject({ status: 1, error: expect.stringContaining("--yes") });
    const erased = await runPts(["member", "erase", ...memberOptions, "--yes", "--json"]);
    expect(JSON.parse(erased.out)).toEqual({ id, organization: slug, is_erased: true });
    const stored = await database.user.findFirst({ where: { id } });
    expect(stored).toMatchObject({ username: `erased-${id}`, email: null, teamId: null });
  });
});

describe("pts", { timeout: 120_000 }, () => {
  it("creates and lists an organization and a member, creates a token, and reports an error in one sentence", async () => {
    const slug = makeUniqueName();
    const create = ["organization", "create", slug, "--name", "Test", "--time-zone", "UTC"];
    expect(await runPts(create)).toMatchObject({ status: 0, error: "" });
    expect(await runPts(create)).toEqual({
      status: 1,
      out: "",
      error: `An organization “${slug}” already exists.\n`,
    });
    const member = ["member", "create", "--organization", slug, "--username", "ada", "--json"];
    const created = await runPts([...member, "--role", "team_lead", "--password-stdin"], {
      input: "correct horse\n",
    });
    expect(created).toMatchObject({ status: 0, error: "" });
    expect(JSON.parse(created.out)).toMatchObject({ username: "ada", lead_scope: "organization" });
    const members = await runPts(["member", "list", "--organization", slug]);
    expect(members).toMatchObject({ out: "ada   ada   team_lead   –   active\n", error: "" });
    const organizations = await runPts(["organization", "list", "--json"]);
    expect(JSON.parse(organizations.out)).toContainEqual(
      expect.objectContaining({ slug, name: "Test", time_zone: "UTC" }),
    );
    const token = await runPts(["token", "create", "--user", `${slug}/ADA`, "--days", "3"]);
    expect(token).toMatchObject({ status: 0, error: "" });
    expect(token.out).toMatch(/^pts_[0-9A-Za-z]+\n$/);
  });

  it("exits with status 2 after wrong usage and with 0 after help", async () => {
    const wrongRole = [
      "member",
      "create",
      "--organization",
      "x",
      "--username",
      "y",
      "--role",
      "boss",
    ];
    const wrong = await runPts(wrongRole);
    expect(wrong).toMatchObject({ status: 2, out: "" });
    expect(wrong.error).toContain("employee, team_lead, manager, auditor, admin");
    const help = await runPts(["import", "--help"]);
    expect(help).toMatchObject({ status: 0, error: "" });
    expect(help.out).toContain("--dry-run");
  });

  it("names a missing organization and the command that creates it", async () => {
    const slug = makeUniqueName();
    const result = await runPts(["import", "-", "--organization", slug]);
    expect(result).toMatchObject({ status: 1, out: "" });
    expect(result.error).toMatch(
      new RegExp(`^There is no organization “${slug}”\\. Nothing was done\\. Create it first: `),
    );
  });
});
