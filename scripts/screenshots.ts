/**
 * Pictures of each page, in both themes, on a phone and on a laptop: `npm run screenshots -- <folder> [page …]`.
 * Needs a server that runs (PTS_URL, else http://127.0.0.1:3000) and the demo accounts of its data folder.
 */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { getLaunchOptions } from "./browser/launch-options";

const address = process.env.PTS_URL ?? "http://127.0.0.1:3000";
const dataDirectory = process.env.PTS_DATA_DIR ?? ".data";
const themes = ["light", "dark"] as const;
const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 1240 },
] as const;

type Subject = { readonly name: string; readonly path: string; readonly username: string | null };

/** Every page, and whose eyes it is seen with; null: nobody signed in. */
const subjects: readonly Subject[] = [
  { name: "sign-in", path: "/sign-in", username: null },
  { name: "overview", path: "/", username: "john_doe" },
  { name: "team", path: "/team", username: "carlos_mendes" },
  { name: "comparison", path: "/team?days=90&compare=5,7", username: "carlos_mendes" },
  { name: "team-of-lead", path: "/team?days=30", username: "amara_okafor" },
  { name: "not-allowed", path: "/team", username: "john_doe" },
  { name: "member", path: "/team/members/6", username: "carlos_mendes" },
  { name: "analytics", path: "/analytics", username: "carlos_mendes" },
  { name: "logs", path: "/logs", username: "carlos_mendes" },
  { name: "settings", path: "/settings", username: "john_doe" },
  { name: "organization", path: "/settings/organization", username: "ingrid_solberg" },
  { name: "members", path: "/settings/organization/members", username: "ingrid_solberg" },
  { name: "scoring", path: "/settings/organization/scoring", username: "ingrid_solberg" },
  { name: "not-found", path: "/nothing-here", username: "john_doe" },
];

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
  await page
    .getByLabel("E-mail address or username")
    .fill(`${account.organization}/${account.username}`);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** One sign-in for all pictures of a subject. */
async function takePictures(browser: Browser, subject: Subject, folder: string): Promise<void> {
  const context = await browser.newContext({
    baseURL: address,
    locale: "en-GB",
    reducedMotion: "reduce",
    deviceScaleFactor: 1.5,
  });
  const page = await context.newPage();
  if (subject.username !== null) {
    await signIn(page, await findAccount(subject.username));
  }
  for (const theme of themes) {
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize(size);
      await page.goto(subject.path, { waitUntil: "networkidle" });
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
    for (const subject of subjects) {
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
