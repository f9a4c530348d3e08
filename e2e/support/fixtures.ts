import { test as base, expect } from "@playwright/test";
import { type DemoAccount, findDemoAccount } from "@/scripts/product/demo-accounts";

export type { DemoAccount };

/** @returns the demo account of this name, or else the first with this role. */
export function getDemoAccount(role: DemoAccount["role"], username?: string): DemoAccount {
  const folder = process.env.PTS_E2E_DATA_DIR;
  if (!folder) {
    throw new Error("PTS_E2E_DATA_DIR is not set. Run the browser tests with `npm run test:e2e`.");
  }
  return findDemoAccount(folder, role, username);
}

type Guards = {
  /** The error that a test expects on the browser's console. Any other error or warning fails it. */
  expectedConsoleError: RegExp | null;
  consoleGuard: undefined;
};

export const test = base.extend<Guards>({
  expectedConsoleError: [null, { option: true }],
  consoleGuard: [
    async ({ context, expectedConsoleError }, use) => {
      const problems: string[] = [];
      context.on("console", (message) => {
        // A violation of the Content-Security-Policy is an error there too.
        if (message.type() === "error" || message.type() === "warning") {
          problems.push(`${message.text()} (${message.location().url})`);
        }
      });
      context.on("weberror", (problem) => {
        problems.push(String(problem.error()));
      });
      await use(undefined);
      const unexpected = problems.filter((problem) => !expectedConsoleError?.test(problem));
      expect(unexpected, "errors and warnings on the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
