import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Environment } from "@/lib/env";

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
 * The accounts of the demo, with their passwords, as they were made at its first start. Empty outside the demo, where
 * there is no such file, or where it cannot be read: the sign-in page works without it.
 */
export async function listDemoAccounts(environment: Environment): Promise<DemoAccount[]> {
  if (!environment.isDemo) {
    return [];
  }
  try {
    const file = join(/* turbopackIgnore: true */ environment.dataDirectory, DEMO_ACCOUNTS_FILE);
    const parsed = demoAccounts.safeParse(JSON.parse(await readFile(file, "utf8")));
    return parsed.data ?? [];
  } catch {
    return [];
  }
}
