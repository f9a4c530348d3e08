import { test as base, expect } from "@playwright/test";
import { type DemoAccount, findDemoAccount } from "@/scripts/product/demo-accounts";

export type { DemoAccount };

/** A demo account that has this role; by default the first of them, by name where one is named. */
export function demoAccount(role: DemoAccount["role"], username?: string): DemoAccount {
  const folder = process.env.PTS_E2E_DATA_DIR;
  if (!folder) {
    throw new Error("PTS_E2E_DATA_DIR is not set: run the browser tests by `npm run test:e2e`.");
  }
  return findDemoAccount(folder, role, username);
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
