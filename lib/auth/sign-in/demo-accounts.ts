import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Database, getDatabase } from "@/lib/db/client";
import type { Environment } from "@/lib/env";
import { listNamedMembers } from "@/lib/performance/members/queries/members";
import { findOrganizationBySlug } from "@/lib/performance/members/queries/organizations";

export const DEMO_ACCOUNTS_FILE = "demo-accounts.json";

const demoAccounts = z.array(
  z.object({
    organization: z.string(),
    username: z.string(),
    email: z.string().nullable(),
    role: z.enum(["employee", "team_lead", "manager", "admin"]),
    password: z.string(),
  }),
);

export type DemoAccount = z.infer<typeof demoAccounts>[number];

/**
 * The accounts of the demo that one can sign in with now, with their passwords, as they were made at its first start.
 * Empty outside the demo, where there is no such file, or where it cannot be read: the sign-in page works without it.
 */
export async function listDemoAccounts(
  environment: Environment,
  database: Database = getDatabase(),
): Promise<readonly DemoAccount[]> {
  if (!environment.isDemo) {
    return [];
  }
  try {
    const accounts = await readAccounts(fileIn(environment));
    const active = new Map<string, ReadonlySet<string>>();
    for (const slug of new Set(accounts.map(({ organization }) => organization))) {
      const organization = await findOrganizationBySlug(database, slug);
      const members =
        organization === null
          ? []
          : await listNamedMembers(database, organization.id, usernamesOf(accounts, slug));
      active.set(slug, namesOf(members.filter(({ isActive }) => isActive)));
    }
    return accounts.filter(({ organization, username }) =>
      active.get(organization)?.has(username.toLowerCase()),
    );
  } catch {
    return [];
  }
}

/** Keeps of an organization's accounts in the file only those that are a member's: an erased person is in no file either. */
export async function forgetDemoAccounts(
  environment: Environment,
  database: Database,
  organization: { readonly id: number; readonly slug: string },
): Promise<void> {
  const file = fileIn(environment);
  const accounts = await readAccounts(file);
  const usernames = usernamesOf(accounts, organization.slug);
  if (usernames.length === 0) {
    return;
  }
  const known = namesOf(await listNamedMembers(database, organization.id, usernames));
  const kept = accounts.filter(
    (account) =>
      account.organization !== organization.slug || known.has(account.username.toLowerCase()),
  );
  if (kept.length < accounts.length) {
    await writeDemoAccounts(file, kept);
  }
}

/** The file is there whole or not at all, and only its owner reads it. */
export async function writeDemoAccounts(
  file: string,
  accounts: readonly DemoAccount[],
): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

function fileIn({ dataDirectory }: Environment): string {
  return join(/* turbopackIgnore: true */ dataDirectory, DEMO_ACCOUNTS_FILE);
}

/** None where there is no file, or another one. @throws Error where it cannot be read. */
async function readAccounts(file: string): Promise<readonly DemoAccount[]> {
  try {
    return demoAccounts.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing || error instanceof SyntaxError || error instanceof z.ZodError) return [];
    throw error;
  }
}

function usernamesOf(accounts: readonly DemoAccount[], slug: string): readonly string[] {
  return accounts.flatMap(({ organization, username }) =>
    organization === slug ? [username.toLowerCase()] : [],
  );
}

function namesOf(members: readonly { readonly username: string }[]): ReadonlySet<string> {
  return new Set(members.map(({ username }) => username));
}
