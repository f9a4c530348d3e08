import type { LaunchOptions } from "@playwright/test";
import { findBrowser } from "./find-browser";

// Without these options Chromium connects to its vendor's hosts at every start.
const QUIET = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--disable-gpu",
];

/** How the tests start the browser. @throws Error when no browser is installed */
export function getLaunchOptions(): LaunchOptions {
  const browser = findBrowser();
  if (browser === null) {
    throw new Error(
      "No browser found: run `npm test`, which installs one, or name a Chromium or Chrome in PTS_CHROMIUM.",
    );
  }
  // Chromium's sandbox does not run as root.
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath: browser.executablePath,
    args: isRoot ? [...QUIET, "--no-sandbox"] : QUIET,
    chromiumSandbox: !isRoot && process.platform !== "linux",
  };
}
