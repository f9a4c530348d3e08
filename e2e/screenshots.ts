/**
 * Takes screenshots of each page in both themes, for a phone and a laptop:
 *   npm run screenshots -- [--to <folder>] [page …]
 * PTS_LOCALE=de takes them in German. Starts a demo, or uses the server at PTS_URL with the demo accounts in
 * PTS_DATA_DIR.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { getLaunchOptions } from "@/scripts/browser/launch-options";
import { type DemoServer, signInAsRole, startDemoServer } from "@/scripts/product/demo-server";
import { getVisitor, type PageRow, pages } from "./support/pages";

const themes = ["light", "dark"] as const;
const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 1240 },
] as const;

function readArguments(): { readonly folder: string; readonly subjects: readonly PageRow[] } {
  const { values, positionals: names } = parseArgs({
    options: { to: { type: "string", default: "screenshots" } },
    allowPositionals: true,
  });
  const known = pages.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no page ${unknown.join(", ")}. No screenshot was taken. Choose from ${known.join(", ")}.`,
    );
  }
  const isSelected = ({ name }: PageRow) => names.length === 0 || names.includes(name);
  return { folder: values.to, subjects: pages.filter(isSelected) };
}

async function takeScreenshots(
  browser: Browser,
  server: DemoServer,
  subject: PageRow,
  folder: string,
): Promise<void> {
  const role = getVisitor(subject);
  const context = await browser.newContext({
    baseURL: server.address,
    locale: process.env.PTS_LOCALE ?? "en-GB",
    reducedMotion: "reduce",
    deviceScaleFactor: 1.5,
    ...(role && { extraHTTPHeaders: { Cookie: await signInAsRole(server, role) } }),
  });
  const page = await context.newPage();
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

async function main(): Promise<void> {
  const { folder, subjects } = readArguments();
  await mkdir(folder, { recursive: true });
  const server = await startDemoServer();
  try {
    await using browser = await chromium.launch(getLaunchOptions());
    for (const subject of subjects) {
      await takeScreenshots(browser, server, subject, folder);
    }
  } finally {
    await server.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
