import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The integration tests that cannot tell one database engine from another, each by the name before
 * `.integration.test.ts`. Every other one runs on both, the embedded database and PostgreSQL; so does a new one, unless
 * it is named here with a reason.
 *
 * On both belongs whatever depends on locks, on transactions, on what SQL sorts, counts or rejects, or on jobs: the
 * ledger, imports, exports, figures, erasure, verification.
 */
export const engineNeutralTests = [
  // Who may call what, and which input is rejected, is decided before a query runs.
  ...["access-matrix", "hostile-input", "route", "rate-limit", "auth-request"],
  // A tool of MCP is a request to a route.
  ...["mcp-access", "mcp-requests", "mcp-program"],
  // Which spans a request has is decided before its statements run.
  ...["tracing"],
  ...["error-codes", "times", "statuses", "api-version"],
  // What a privacy mode shows is decided after the rows are read.
  ...["privacy", "privacy-table", "aliases"],
  // Documents are compared with schemas, and with responses of any database.
  ...["documentation", "openapi"],
  // They read and write single rows by their keys, as tests on both databases do too.
  ...["account", "demo-accounts", "describe-change"],
  // The rules of milestones and badges are code; random histories compare what is stored on both databases.
  ...["achievements"],
  // How many statements and rows a request takes is decided by code.
  ...["request-counts"],
  // Programs in processes of their own use clients; the operations that they call have tests on both.
  ...["examples"],
  // The embedded database itself, which is the same whatever other tests use.
  ...["join", "keep-open", "wire-server"],
];

/**
 * The integration tests that take longest, each by the name before `.integration.test.ts`, the slowest first. One that
 * starts last runs alone on one core while the others are idle.
 */
export const slowTests = [
  ...["backup", "command-line", "rejected-backup", "older-backup", "access-matrix"],
  ...["hidden-members", "mcp-access", "update-user-performance", "examples"],
  ...["keep-open", "hostile-input", "kill-workers", "worker", "privacy", "migrate-dev"],
  ...["migrated-copy", "wire-server", "decide-contest", "achievements", "import-assignments"],
  ...["random-changes", "erase-member", "policy-concurrency", "erasure", "random-histories"],
];

/** The position of a file in `slowTests`; after all of them for every other file. */
function getPosition(path: string): number {
  const position = slowTests.findIndex((name) => path.endsWith(`/${name}.integration.test.ts`));
  return position === -1 ? slowTests.length : position;
}

export function sortSlowFirst<File extends { readonly moduleId: string }>(
  files: readonly File[],
): File[] {
  return files.toSorted((left, right) => getPosition(left.moduleId) - getPosition(right.moduleId));
}

/**
 * Starts slow files first. Without it Vitest goes by the size of a file, or by what its tests took when it ran last, in
 * which `beforeAll` does not count.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return sortSlowFirst(await super.sort(files));
  }
}

const root = fileURLToPath(new URL(".", import.meta.url));
const ignored = [...configDefaults.exclude, ".next/**", ".data/**", "e2e/**"];
const integrationTests = "**/*.integration.test.ts";
const longTests = "**/*.long.test.ts";
const HALF_AN_HOUR = 30 * 60_000;

const onDatabase = {
  globalSetup: ["./scripts/test/database.ts"],
  setupFiles: ["./scripts/test/test-clock.ts", "./scripts/test/worker-database.ts"],
};

const integration = {
  ...onDatabase,
  include: [integrationTests],
  isolate: false,
  // Each worker has a database of its own, on which its files take turns. The third works while two wait for theirs.
  maxWorkers: 3,
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Outside a React server build this package throws on import, and tests run code of the server.
      { find: "server-only", replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    environment: "node",
    restoreMocks: true,
    unstubEnvs: true,
    sequence: { sequencer: SlowFirst },
    setupFiles: ["./scripts/test/setup.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.mjs"],
          exclude: [...ignored, integrationTests, longTests],
          // Cheaper to start than processes, of which each file would take one.
          pool: "threads",
          isolate: false,
          // A property tries hundreds of cases, and a machine may be busy: only what hangs runs this long.
          testTimeout: 60_000,
        },
      },
      {
        // Components in a simulated browser.
        extends: true,
        test: {
          name: "components",
          include: ["**/*.test.tsx"],
          exclude: ignored,
          environment: "jsdom",
          setupFiles: ["./scripts/test/setup.ts", "./components/testing/setup.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { ...integration, name: "integration", exclude: ignored },
      },
      {
        // What can depend on the database engine: once more, on a PostgreSQL server.
        extends: true,
        test: {
          ...integration,
          name: "postgresql",
          exclude: [
            ...ignored,
            ...engineNeutralTests.map((name) => `**/${name}.integration.test.ts`),
          ],
        },
      },
      {
        // The promises with their full figures: `npm run verify:long`.
        extends: true,
        test: {
          ...onDatabase,
          name: "long",
          include: [longTests],
          exclude: ignored,
          fileParallelism: false,
          testTimeout: HALF_AN_HOUR,
          hookTimeout: HALF_AN_HOUR,
        },
      },
    ],
  },
});
