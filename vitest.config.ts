import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const ignored = [...configDefaults.exclude, ".next/**", ".data/**", "e2e/**"];
const integrationTests = "**/*.integration.test.ts";
const longTests = "**/*.long.test.ts";
const HALF_AN_HOUR = 30 * 60_000;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Outside a React server build this package throws on import: tests stand on the server side.
      { find: "server-only", replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    environment: "node",
    restoreMocks: true,
    unstubEnvs: true,
    setupFiles: ["./scripts/test/setup.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx", "**/*.test.mjs"],
          exclude: [...ignored, integrationTests, longTests],
          // A property tries hundreds of cases, and a machine may be busy: only what hangs runs this long.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [integrationTests],
          exclude: ignored,
          globalSetup: ["./scripts/test/database.ts"],
          setupFiles: ["./scripts/test/test-clock.ts", "./scripts/test/worker-database.ts"],
          // Each worker has a database of its own, on which its files take turns.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The promises with their full figures: `npm run verify:long`.
        extends: true,
        test: {
          name: "long",
          include: [longTests],
          exclude: ignored,
          globalSetup: ["./scripts/test/database.ts"],
          setupFiles: ["./scripts/test/test-clock.ts", "./scripts/test/worker-database.ts"],
          fileParallelism: false,
          testTimeout: HALF_AN_HOUR,
          hookTimeout: HALF_AN_HOUR,
        },
      },
    ],
  },
});
