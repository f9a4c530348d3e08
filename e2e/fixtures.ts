import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";

export type DemoAccount = {
  organization: string;
  username: string;
  email: string | null;
  role: "employee" | "team_lead" | "manager" | "admin";
  password: string;
};

function readDemoAccounts(): DemoAccount[] {
  const folder = process.env.PTS_E2E_DATA_DIR;
  if (!folder) {
    throw new Error("PTS_E2E_DATA_DIR is not set: run the browser tests by `npm run test:e2e`.");
  }
  const file = join(folder, "demo-accounts.json");
  return parseDemoAccounts(JSON.parse(readFileSync(file, "utf8")), file);
}

function parseDemoAccounts(content: unknown, file: string): DemoAccount[] {
  const fields = ["organization", "username", "role", "password"];
  const isAccount = (value: unknown): value is DemoAccount =>
    typeof value === "object" && value !== null && fields.every((field) => field in value);
  if (!Array.isArray(content) || !content.every(isAccount)) {
    throw new Error(`${file} is not a list of demo accounts.`);
  }
  return content;
}

/** A demo account that has this role; by default the first of them, by name where one is named. */
export function demoAccount(role: DemoAccount["role"], username?: string): DemoAccount {
  const account = readDemoAccounts().find(
    (candidate) =>
      candidate.role === role && (username === undefined || candidate.username === username),
  );
  if (account === undefined) {
    throw new Error(
      `The demo has no ${role}${username === undefined ? "" : ` named ${username}`}.`,
    );
  }
  return account;
}

type Guards = {
  /** What this test expects on the browser's console; any other error or warning there fails it. */
  expectedConsoleError: RegExp | null;
  consoleGuard: undefined;
};

export const test = base.extend<Guards>({
  expectedConsoleError: [null, { option: true }],
  consoleGuard: [
    async ({ context, expectedConsoleError }, use) => {
      const faults: string[] = [];
      context.on("console", (message) => {
        // A refusal by the Content-Security-Policy is an error there too.
        if (message.type() === "error" || message.type() === "warning") {
          faults.push(`${message.text()} (${message.location().url})`);
        }
      });
      context.on("weberror", (fault) => {
        faults.push(String(fault.error()));
      });
      await use(undefined);
      const unexpected = faults.filter((fault) => !expectedConsoleError?.test(fault));
      expect(unexpected, "errors and warnings on the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
