/**
 * `npm run bench:pages`: measures how long pages block in a large organization. Fills a database with 1,000 members who
 * complete one assignment on each of 365 days, by the product's own import. Then opens the pages of the production
 * build in Chromium on a phone and on a wide screen, scrolls them and uses their controls. It is no test, because a
 * busy machine gives meaningless figures. Exits with 1 if a page blocks for more than 200 ms after it was loaded.
 *   npm run bench:pages -- [--members 1000] [--days 365] [--slowdown 1] [--only <part of a path>] [--keep <place>]
 * The database is a new one on the PostgreSQL server of PTS_TEST_DATABASE_URL, or else an embedded one. --keep takes a
 * PostgreSQL URL or a folder, fills it at the first run and keeps it.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { getLaunchOptions } from "@/scripts/browser/launch-options";
import { signIn } from "@/scripts/product/sign-in";
import { startProduct } from "@/scripts/product/start-product";
import { listTargets, openExisting, type Target } from "@/scripts/product/targets";
import { fillDatabase } from "./fill-database";
import { type Measurement, measure, type Screen } from "./measure";
import { listMeasuredPages, type MeasuredPage } from "./measured-pages";
import { printTable, type ResultLine } from "./report";
import { getUsername, organization, type ScenarioSize, type Viewer } from "./scenario";

const screens: readonly Screen[] = [
  { name: "phone", width: 390, height: 844, isPhone: true },
  { name: "wide", width: 1440, height: 900, isPhone: false },
];

type BenchOptions = ScenarioSize & {
  readonly slowdown: number;
  readonly only: string;
  readonly keep: string | null;
};

function readOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      members: { type: "string", default: "1000" },
      days: { type: "string", default: "365" },
      slowdown: { type: "string", default: "1" },
      only: { type: "string", default: "" },
      keep: { type: "string" },
    },
  });
  const readNumber = (name: "members" | "days" | "slowdown") => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new Error(`--${name} must be a whole number of at least 1. Nothing was measured.`);
  };
  return {
    members: readNumber("members"),
    days: readNumber("days"),
    slowdown: readNumber("slowdown"),
    only: values.only,
    keep: values.keep ?? null,
  };
}

async function openTarget(keep: string | null): Promise<Target> {
  const open = keep === null ? listTargets().at(-1) : () => openExisting(keep);
  if (open === undefined) throw new Error("There is no database to fill. Nothing was measured.");
  return open();
}

type BenchSetup = {
  readonly browser: Browser;
  readonly address: string;
  readonly password: string;
  readonly slowdown: number;
};

async function measureAll(
  setup: BenchSetup,
  pages: readonly MeasuredPage[],
): Promise<readonly ResultLine[]> {
  const { browser, address, slowdown } = setup;
  const sessions = new Map<Viewer, string>();
  const lines: ResultLine[] = [];
  for (const page of pages) {
    const session = await getSession(setup, page.viewer, sessions);
    // The first request of a page after a start fills caches for later ones.
    await warmUp(address, page, session);
    for (const screen of screens) {
      const measured = await tryToMeasure(page, screen, () =>
        measure(browser, { address, session, screen, slowdown }, page),
      );
      lines.push({ page, screen, measured });
    }
  }
  return lines;
}

async function getSession(
  { address, password }: BenchSetup,
  viewer: Viewer | null,
  sessions: Map<Viewer, string>,
): Promise<string | null> {
  if (viewer === null) return null;
  const account = { organization: organization.slug, username: getUsername(viewer), password };
  const session = sessions.get(viewer) ?? (await signIn(address, account));
  sessions.set(viewer, session);
  return session;
}

async function warmUp(
  address: string,
  { path }: MeasuredPage,
  session: string | null,
): Promise<void> {
  const headers = session === null ? {} : { Cookie: session };
  for (let time = 0; time < 3; time += 1) {
    await (await fetch(`${address}${path}`, { headers })).text();
  }
}

/** @returns null after an error, for example a missing control, so that the other pages are measured all the same. */
async function tryToMeasure(
  { route }: MeasuredPage,
  { name }: Screen,
  run: () => Promise<Measurement>,
): Promise<Measurement | null> {
  try {
    return await run();
  } catch (error) {
    console.error(`${route} (${name}): ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function main(): Promise<void> {
  const { slowdown, only, keep, ...size } = readOptions();
  const target = await openTarget(keep);
  const folder = await mkdtemp(join(tmpdir(), "pts-bench-pages-"));
  const password = randomBytes(12).toString("base64url");
  const browser = await chromium.launch(getLaunchOptions());
  try {
    const seeded = await fillDatabase(target, size, password);
    const server = await startProduct({
      DATABASE_URL: target.url,
      NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
      PTS_DATA_DIR: folder,
      PTS_DEMO: "0",
    });
    try {
      const pages = listMeasuredPages(seeded).filter(({ path }) => path.includes(only));
      const { address } = server;
      const lines = await measureAll({ browser, address, password, slowdown }, pages);
      console.log(`On ${target.name}:`);
      if (!printTable(lines)) process.exitCode = 1;
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
    await target.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
