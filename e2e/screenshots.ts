/**
 * Pictures of each page, in both themes, on a phone and on a laptop: `npm run screenshots -- <folder> [page …]`.
 * In German with PTS_LOCALE=de.
 * Needs a server that runs (PTS_URL, else http://127.0.0.1:3000) and the demo accounts of its data folder.
 */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { getLaunchOptions } from "@/scripts/browser/launch-options";
import { type PageRow, pages, type Role, visitorOf } from "./pages";

const address = process.env.PTS_URL ?? "http://127.0.0.1:3000";
const dataDirectory = process.env.PTS_DATA_DIR ?? ".data";
const themes = ["light", "dark"] as const;
const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 1240 },
] as const;

/** Whoever sees most of a page, by the names of the demo. */
const usernames: Record<Role, string> = {
  employee: "john_doe",
  team_lead: "amara_okafor",
  manager: "carlos_mendes",
  admin: "ingrid_solberg",
};

type Account = {
  readonly organization: string;
  readonly username: string;
  readonly password: string;
};

function isAccount(value: unknown): value is Account {
  const fields = ["organization", "username", "password"];
  return typeof value === "object" && value !== null && fields.every((field) => field in value);
}

async function findAccount(username: string): Promise<Account> {
  const file = join(dataDirectory, "demo-accounts.json");
  const content: unknown = JSON.parse(await readFile(file, "utf8"));
  const accounts = Array.isArray(content) ? content.filter(isAccount) : [];
  const account = accounts.find((candidate) => candidate.username === username);
  if (account === undefined) {
    throw new Error(`${file} has no account ${username}.`);
  }
  return account;
}

async function signIn(page: Page, account: Account): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[name=name]").fill(`${account.organization}/${account.username}`);
  await page.locator("input[name=password]").fill(account.password);
  await page.locator("form button[type=submit]").first().click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** One sign-in for all pictures of a subject. */
async function takePictures(browser: Browser, subject: PageRow, folder: string): Promise<void> {
  const context = await browser.newContext({
    baseURL: address,
    locale: process.env.PTS_LOCALE ?? "en-GB",
    reducedMotion: "reduce",
    deviceScaleFactor: 1.5,
  });
  const page = await context.newPage();
  const role = visitorOf(subject);
  if (role !== null) {
    await signIn(page, await findAccount(usernames[role]));
  }
  for (const theme of themes) {
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize(size);
      await page.goto(subject.address, { waitUntil: "networkidle" });
      const file = join(folder, `${subject.name}-${theme}-${size.width}.png`);
      await page.screenshot({ path: file });
      console.log(file);
    }
  }
  await context.close();
}

async function main([folder, ...names]: string[]): Promise<void> {
  if (folder === undefined) {
    throw new Error("Where to? npm run screenshots -- <folder> [page …]");
  }
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch(getLaunchOptions());
  try {
    for (const subject of pages) {
      if (names.length === 0 || names.includes(subject.name)) {
        await takePictures(browser, subject, folder);
      }
    }
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
