import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { type Environment, getEnvironment, parseEnvironment } from "@/lib/environment/environment";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { DEMO_ACCOUNTS_FILE, listDemoAccounts } from "./demo-accounts";

let database: Database;
let folder: string;
let environment: Environment;

beforeAll(async () => {
  // An erasure looks for the file in the data folder of its process.
  folder = getEnvironment().dataDirectory;
  environment = parseEnvironment({ PTS_DATA_DIR: folder, PTS_DEMO: "1" });
  database = await connectDatabase();
});
afterAll(closeDatabase);

/**
 * Creates an organization with three members. The file holds two of them, an unknown member and an account of another
 * organization.
 */
async function makeDemo() {
  const { context, userIds } = await makeOrganization(database, { members: 3 });
  const { slug } = context.organization;
  const createAccount = (organization: string, username: string) => ({
    organization,
    username,
    email: `${username}@northwind.example`,
    role: "employee",
    password: `password of ${username}`,
  });
  await writeFile(
    join(folder, DEMO_ACCOUNTS_FILE),
    JSON.stringify([
      createAccount(slug, "member-1"),
      createAccount(slug, "member-2"),
      createAccount(slug, "unknown"),
      createAccount("elsewhere", "member-1"),
    ]),
  );
  const [first = 0] = userIds;
  return { context, first };
}

async function listOffered() {
  const accounts = await listDemoAccounts(environment, database);
  return accounts.map(({ organization, username }) => [organization, username]);
}

const readAccounts = () => readFile(join(folder, DEMO_ACCOUNTS_FILE), "utf8");

describe("demo accounts", () => {
  it("offers the accounts of existing and active members", async () => {
    const { context, first } = await makeDemo();
    const { slug } = context.organization;
    expect(await listOffered()).toEqual([
      [slug, "member-1"],
      [slug, "member-2"],
    ]);
    await deactivateMember(context, { userId: first });
    expect(await listOffered()).toEqual([[slug, "member-2"]]);
    expect(await readAccounts()).toContain("password of member-1");
  });

  it("deletes an erased person's account from the file and keeps the others", async () => {
    const { context, first } = await makeDemo();
    const { slug } = context.organization;
    await deactivateMember(context, { userId: first });
    await eraseMember(context, { userId: first });
    expect(await listOffered()).toEqual([[slug, "member-2"]]);
    expect(JSON.parse(await readAccounts())).toMatchObject([
      { organization: slug, username: "member-2" },
      { organization: "elsewhere", username: "member-1" },
    ]);
    expect((await stat(join(folder, DEMO_ACCOUNTS_FILE))).mode & 0o777).toBe(0o600);
  });

  it("offers no account if the file is malformed or missing, and erases members all the same", async () => {
    const { context, first } = await makeDemo();
    await deactivateMember(context, { userId: first });
    await writeFile(join(folder, DEMO_ACCOUNTS_FILE), "no JSON");
    expect(await listOffered()).toEqual([]);
    await eraseMember(context, { userId: first });
    await rm(join(folder, DEMO_ACCOUNTS_FILE));
    expect(await listOffered()).toEqual([]);
    await eraseMember(context, { userId: first });
  });
});
