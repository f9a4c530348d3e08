import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

export type Browser = { executablePath: string; source: string };

// The headless shell comes first: it opens a page in a third of the time.
const COMMANDS = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

function listUsualPaths(): string[] {
  if (process.platform === "darwin") {
    return ["/Applications", join(process.env.HOME ?? "", "Applications")].flatMap((folder) => [
      join(folder, "Google Chrome.app/Contents/MacOS/Google Chrome"),
      join(folder, "Chromium.app/Contents/MacOS/Chromium"),
    ]);
  }
  if (process.platform === "win32") {
    const { PROGRAMFILES, "PROGRAMFILES(X86)": PROGRAMFILES_X86, LOCALAPPDATA } = process.env;
    return [PROGRAMFILES, PROGRAMFILES_X86, LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, "Google/Chrome/Application/chrome.exe"),
        join(folder, "Chromium/Application/chrome.exe"),
        join(folder, "Microsoft/Edge/Application/msedge.exe"),
      ]);
  }
  return ["/usr/bin", "/usr/local/bin"]
    .flatMap((folder) => COMMANDS.map((command) => join(folder, command)))
    .concat("/opt/google/chrome/chrome", "/snap/bin/chromium");
}

function listCommandsInPath(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

function canStart(executablePath: string): boolean {
  if (!existsSync(executablePath)) {
    return false;
  }
  // On Windows `--version` opens a window and prints nothing.
  if (process.platform === "win32") {
    return true;
  }
  return spawnSync(executablePath, ["--version"], { timeout: 20_000 }).status === 0;
}

/**
 * The browser of the browser tests: the one that `PTS_CHROMIUM` names, else a Chromium or Chrome of the system, else
 * Playwright's own; null when none is installed.
 * @throws Error when the browser of `PTS_CHROMIUM` does not start
 */
export function findBrowser(): Browser | null {
  const chosen = process.env.PTS_CHROMIUM;
  if (chosen) {
    if (!canStart(chosen)) {
      throw new Error(
        `PTS_CHROMIUM names ${chosen}, which does not start. Name a Chromium or Chrome, or unset it.`,
      );
    }
    return { executablePath: chosen, source: "PTS_CHROMIUM" };
  }
  const system = [...listCommandsInPath(), ...listUsualPaths()].find(canStart);
  if (system !== undefined) {
    return { executablePath: system, source: "the system's" };
  }
  const own = chromium.executablePath();
  return canStart(own) ? { executablePath: own, source: "Playwright's own" } : null;
}
