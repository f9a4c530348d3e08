import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { getLaunchOptions } from "./scripts/browser/launch-options";

// Workers load this file too. The first load puts the values that they must share into the environment.
if (!process.env.PTS_E2E_DATA_DIR) {
  const folder = mkdtempSync(join(tmpdir(), "pts-e2e-"));
  process.env.PTS_E2E_DATA_DIR = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
process.env.PTS_E2E_PORT ||= execFileSync(process.execPath, [
  "-e",
  "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})",
])
  .toString()
  .trim();

const launchOptions = getLaunchOptions();
process.env.PTS_CHROMIUM ||= launchOptions.executablePath;

const { PTS_E2E_DATA_DIR: dataDirectory, PTS_E2E_PORT: port } = process.env;
// By the name that the launcher calls itself: sign-in goes by the address.
const address = `http://localhost:${port}`;

// How a page looks does not hang on the database: on a server of its own the pages are tried that write, and those that
// read most.
const isOnServer = Boolean(process.env.PTS_TEST_DATABASE_URL || process.env.DATABASE_URL);
const readingSpecs = isOnServer ? /(logs|team)\.spec\.ts$/ : /\.spec\.ts$/;
const changingSpecs = isOnServer
  ? /(assignments|contests|settings)\.spec\.ts$/
  : /(assignments|contests|dispatch|settings|setup)\.spec\.ts$/;
const phone = {
  name: "phone",
  grep: /@phone/,
  use: { ...devices["Pixel 7"], launchOptions, viewport: { width: 390, height: 844 } },
};

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: true,
  retries: 0,
  workers: 3,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    baseURL: address,
    launchOptions,
    locale: "en-US",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    // Recording every step takes as long as the steps. Turn it on to investigate a failure.
    trace: process.env.PTS_E2E_TRACE ? "retain-on-failure" : "off",
  },
  projects: [
    {
      name: "desktop",
      grepInvert: /@phone/,
      testMatch: readingSpecs,
      testIgnore: changingSpecs,
      fullyParallel: true,
      use: { ...devices["Desktop Chrome"], launchOptions, viewport: { width: 1280, height: 800 } },
    },
    {
      // The others compare whole lists of people with the endpoints: no member may join in between.
      name: "desktop, changing the demo",
      grepInvert: /@phone/,
      testMatch: changingSpecs,
      dependencies: isOnServer ? ["desktop"] : ["desktop", "phone"],
      use: { ...devices["Desktop Chrome"], launchOptions, viewport: { width: 1280, height: 800 } },
    },
    ...(isOnServer ? [] : [phone]),
  ],
  webServer: {
    command: "node --import tsx scripts/test/serve.ts",
    url: `${address}/api/ready`,
    env: { PTS_DATA_DIR: dataDirectory ?? "", PORT: port ?? "" },
    timeout: 300_000,
    stdout: "pipe",
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
  },
});
