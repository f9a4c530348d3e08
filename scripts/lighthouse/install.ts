import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = fileURLToPath(
  new URL("../../node_modules/.cache/performance-tracking/lighthouse", import.meta.url),
);
const files = ["package.json", "package-lock.json"] as const;
const getSourcePath = (file: string) => fileURLToPath(new URL(`packages/${file}`, import.meta.url));

type Settings = Readonly<Record<string, unknown>>;

/** The part of its API that is used here. */
export type Lighthouse = (
  address: string,
  flags: Settings,
  config?: Settings,
) => Promise<{ lhr: Report } | undefined>;

export type Report = {
  /** The reason if there are no figures. */
  readonly runtimeError?: { readonly code: string };
  /** The speed of this machine during the run. */
  readonly environment: { readonly benchmarkIndex: number };
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: Readonly<
    Record<
      string,
      { readonly title: string; readonly score: number | null; readonly numericValue?: number }
    >
  >;
};

/**
 * Installs Lighthouse from its own lockfile if needed, and loads it. It is not a dependency of the project, because it
 * is as large as all other packages together and only this measurement needs it.
 */
export async function loadLighthouse(): Promise<Lighthouse> {
  if (!isInstalled()) {
    console.log("Installing Lighthouse from its lockfile …");
    mkdirSync(folder, { recursive: true });
    for (const file of files) copyFileSync(getSourcePath(file), join(folder, file));
    const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: folder,
      stdio: "inherit",
      shell: process.platform === "win32",
    });
    if (status !== 0)
      throw new Error(
        "npm could not install Lighthouse. Nothing was measured. See its output above.",
      );
  }
  const entry = pathToFileURL(join(folder, "node_modules/lighthouse/core/index.js"));
  const { default: lighthouse }: { default: Lighthouse } = await import(entry.href);
  return lighthouse;
}

function isInstalled(): boolean {
  const isSame = (file: string) =>
    existsSync(join(folder, file)) &&
    readFileSync(join(folder, file), "utf8") === readFileSync(getSourcePath(file), "utf8");
  return files.every(isSame) && existsSync(join(folder, "node_modules/.package-lock.json"));
}
