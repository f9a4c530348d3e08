import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Database, getDatabase } from "@/lib/db/client";
import type { Environment } from "@/lib/environment/environment";
import { listNamedMembers } from "@/lib/performance/members/queries/members";
import { findOrganizationId } from "@/lib/performance/members/queries/organizations";

export const DEMO_ACCOUNTS_FILE = "demo-accounts.json";

const demoAccounts = z.array(
  z.object({
    organization: z.string(),
    username: z.string(),
    email: z.string().nullable(),
    role: z.enum(["employee", "team_lead", "manager", "auditor", "admin"]),
    password: z.string(),
  }),
);

export type DemoAccount = z.infer<typeof demoAccounts>[number];

/**
 * The active demo accounts with their passwords from the first start. Empty outside the demo, and if the file is
 * missing or unreadable: the sign-in page works without it.
 */
export async function listDemoAccounts(
  environment: Environment,
  database: Database = getDatabase(),
): Promise<readonly DemoAccount[]> {
  if (!environment.isDemo) {
    return [];
  }
  try {
    const accounts = await readAccounts(getAccountsFile(environment));
    const active = new Map<string, ReadonlySet<string>>();
    for (const slug of new Set(accounts.map(({ organization }) => organization))) {
      const organizationId = await findOrganizationId(database, slug);
      const members =
        organizationId === null
          ? []
          : await listNamedMembers(database, organizationId, listUsernames(accounts, slug));
      active.set(slug, toUsernames(members.filter(({ isActive }) => isActive)));
    }
    return accounts.filter(({ organization, username }) =>
      active.get(organization)?.has(username.toLowerCase()),
    );
  } catch {
    return [];
  }
}

/** Deletes an organization's accounts without a member from the file, so that it names no erased person. */
export async function removeErasedDemoAccounts(
  environment: Environment,
  database: Database,
  organization: { readonly id: number; readonly slug: string },
): Promise<void> {
  const file = getAccountsFile(environment);
  const accounts = await readAccounts(file);
  const usernames = listUsernames(accounts, organization.slug);
  if (usernames.length === 0) {
    return;
  }
  const known = toUsernames(await listNamedMembers(database, organization.id, usernames));
  const kept = accounts.filter(
    (account) =>
      account.organization !== organization.slug || known.has(account.username.toLowerCase()),
  );
  if (kept.length < accounts.length) {
    await writeDemoAccounts(file, kept);
  }
}

/** Writes the file atomically. Only its owner can read it. */
export async function writeDemoAccounts(
  file: string,
  accounts: readonly DemoAccount[],
): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

function getAccountsFile({ dataDirectory }: Environment): string {
  return join(/* turbopackIgnore: true */ dataDirectory, DEMO_ACCOUNTS_FILE);
}

/** Empty for a missing or malformed file. @throws Error if the file cannot be read. */
async function readAccounts(file: string): Promise<readonly DemoAccount[]> {
  try {
    return demoAccounts.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing || error instanceof SyntaxError || error instanceof z.ZodError) return [];
    throw error;
  }
}

function listUsernames(accounts: readonly DemoAccount[], slug: string): readonly string[] {
  return accounts.flatMap(({ organization, username }) =>
    organization === slug ? [username.toLowerCase()] : [],
  );
}

function toUsernames(members: readonly { readonly username: string }[]): ReadonlySet<string> {
  return new Set(members.map(({ username }) => username));
}
