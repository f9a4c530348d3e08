import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, findBrowser } from "./find-browser";

const TEN_MINUTES = 10 * 60 * 1000;

function run(command: string, args: string[], environment: Record<string, string> = {}): boolean {
  const result = spawnSync(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TEN_MINUTES,
    env: { ...process.env, ...environment },
  });
  return result.status === 0;
}

function installWithPlaywright(): boolean {
  const playwright = dirname(
    createRequire(import.meta.url).resolve("@playwright/test/package.json"),
  );
  console.log("Browser: none found, installing one with Playwright …");
  return run(process.execPath, [join(playwright, "cli.js"), "install", "chromium"]);
}

function installWithDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    return false;
  }
  console.log("Browser: installing Debian's package …");
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update"], quiet);
  return ["chromium-headless-shell", "chromium"].some((name) =>
    run("apt-get", ["install", "-y", "--no-install-recommends", name, "fonts-liberation"], quiet),
  );
}

function installBrowser(): Browser | null {
  for (const install of [installWithPlaywright, installWithDebian]) {
    if (install()) {
      const browser = findBrowser();
      if (browser !== null) {
        return browser;
      }
    }
  }
  return null;
}

try {
  const browser = findBrowser() ?? installBrowser();
  if (browser === null) {
    throw new Error(
      "The browser tests found no browser and could not install one. Install Chromium or Chrome, or name one in PTS_CHROMIUM.",
    );
  }
  console.log(`Browser: ${browser.executablePath} (${browser.source})`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
