/**
 * `npm run bench:pages`: whether each page stays usable in a large organization. A database gets 1,000 members and a year of
 * work, one thing a day each, by the product's own import; then the production build's pages are opened in Chromium, on a
 * phone's screen and a wide one, scrolled and used. Not a test: the figures of a busy machine say nothing. Status 1 where a
 * page keeps anybody waiting for more than 200 ms after it was loaded.
 *   npm run bench:pages -- [--members 1000] [--days 365] [--slowdown 1] [--only <part of a path>] [--keep <place>]
 * The database is a fresh one on the PostgreSQL of PTS_TEST_DATABASE_URL, else an embedded one; with --keep that of a
 * PostgreSQL address, or of a folder, which is filled where nothing was made in it yet and stays.
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
import { fill } from "./fill-database";
import { type Measured, measure, type Screen } from "./measure";
import { listSubjects, type Subject } from "./measured-pages";
import { type Line, printTable } from "./report";
import { getUsername, organization, type Size, type Viewer } from "./scenario";

const screens: readonly Screen[] = [
  { name: "phone", width: 390, height: 844, isPhone: true },
  { name: "wide", width: 1440, height: 900, isPhone: false },
];

type Wanted = Size & {
  readonly slowdown: number;
  readonly only: string;
  readonly keep: string | null;
};

function readWanted(): Wanted {
  const { values } = parseArgs({
    options: {
      members: { type: "string", default: "1000" },
      days: { type: "string", default: "365" },
      slowdown: { type: "string", default: "1" },
      only: { type: "string", default: "" },
      keep: { type: "string" },
    },
  });
  const numberOf = (name: "members" | "days" | "slowdown") => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new Error(`--${name} is a whole number from 1.`);
  };
  return {
    members: numberOf("members"),
    days: numberOf("days"),
    slowdown: numberOf("slowdown"),
    only: values.only,
    keep: values.keep ?? null,
  };
}

async function openTarget(keep: string | null): Promise<Target> {
  const open = keep === null ? listTargets().at(-1) : () => openExisting(keep);
  if (open === undefined) throw new Error("There is no database to fill.");
  return open();
}

type Opened = {
  readonly browser: Browser;
  readonly address: string;
  readonly password: string;
  readonly slowdown: number;
};

async function measureAll(opened: Opened, subjects: readonly Subject[]): Promise<readonly Line[]> {
  const { browser, address, slowdown } = opened;
  const sessions = new Map<Viewer, string>();
  const lines: Line[] = [];
  for (const subject of subjects) {
    const session = await sessionOf(opened, subject.viewer, sessions);
    // The first request of a page after a start loads and warms what later ones find.
    await warm(address, subject, session);
    for (const screen of screens) {
      const measured = await attempt(subject, screen, () =>
        measure(browser, { address, session, screen, slowdown }, subject),
      );
      lines.push({ subject, screen, measured });
    }
  }
  return lines;
}

async function sessionOf(
  { address, password }: Opened,
  viewer: Viewer | null,
  sessions: Map<Viewer, string>,
): Promise<string | null> {
  if (viewer === null) return null;
  const account = { organization: organization.slug, username: getUsername(viewer), password };
  const session = sessions.get(viewer) ?? (await signIn(address, account));
  sessions.set(viewer, session);
  return session;
}

async function warm(address: string, { path }: Subject, session: string | null): Promise<void> {
  const headers = session === null ? {} : { Cookie: session };
  for (let time = 0; time < 3; time += 1) {
    await (await fetch(`${address}${path}`, { headers })).text();
  }
}

/** A page whose controls are not where they are looked for is a fault of its line, not of the others. */
async function attempt(
  { route }: Subject,
  { name }: Screen,
  run: () => Promise<Measured>,
): Promise<Measured | null> {
  try {
    return await run();
  } catch (error) {
    console.error(`${route} (${name}): ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function main(): Promise<void> {
  const { slowdown, only, keep, ...size } = readWanted();
  const target = await openTarget(keep);
  const folder = await mkdtemp(join(tmpdir(), "pts-usability-"));
  const password = randomBytes(12).toString("base64url");
  const browser = await chromium.launch(getLaunchOptions());
  try {
    const made = await fill(target, size, password);
    const server = await startProduct({
      DATABASE_URL: target.url,
      NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
      PTS_DATA_DIR: folder,
      PTS_DEMO: "0",
    });
    try {
      const subjects = listSubjects(made).filter(({ path }) => path.includes(only));
      const { address } = server;
      const lines = await measureAll({ browser, address, password, slowdown }, subjects);
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
