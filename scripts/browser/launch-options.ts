import type { LaunchOptions } from "@playwright/test";
import { findBrowser } from "./find-browser";

// Without these Chromium looks for updates and for its maker's hosts at every start.
const QUIET = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--disable-gpu",
];

/** How the tests start the browser. Throws with what to do when there is none. */
export function getLaunchOptions(): LaunchOptions {
  const browser = findBrowser();
  if (browser === null) {
    throw new Error(
      "No browser found: run `npm test`, which installs one, or name a Chromium or Chrome in PTS_CHROMIUM.",
    );
  }
  // Chromium's sandbox refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath: browser.executablePath,
    args: isRoot ? [...QUIET, "--no-sandbox"] : QUIET,
    chromiumSandbox: !isRoot && process.platform !== "linux",
  };
}
