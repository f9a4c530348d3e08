import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** They decide how sources become a bundle. */
const SETTINGS = ["tsconfig.json", "package-lock.json", "scripts/run/bundle.mjs"];

/** Packages that load files beside their modules, and an optional one. */
const EXTERNAL = ["@electric-sql/pglite", "@node-rs/argon2", "pg-native"];

// Packages in CommonJS call `require`, which a module does not have.
const REQUIRE =
  'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);';

function readState(path) {
  const state = statSync(resolve(root, path), { throwIfNoEntry: false });
  return { path, changed: state?.mtimeMs ?? null, size: state?.size ?? null };
}

function readRecord(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function isUnchanged(file) {
  const { changed, size } = readState(file.path);
  return changed !== null && changed === file.changed && size === file.size;
}

/** Several processes may bundle a program at the same time: none may load half a file. */
function replaceFile(path, contents) {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}

/** Keeps the bundle before this one too: another process may be about to load it. */
function removeOld(folder, name, kept) {
  for (const entry of readdirSync(folder)) {
    const isKept = kept.some((path) => path !== undefined && entry.startsWith(basename(path)));
    if (entry.startsWith(`${name}-`) && !isKept) {
      rmSync(join(folder, entry), { force: true });
    }
  }
}

/** How esbuild makes one file of a program. */
export const bundleOptions = {
  absWorkingDir: root,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  conditions: ["react-server"],
  external: EXTERNAL,
  banner: { js: REQUIRE },
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "silent",
};

async function buildBundle(program, folder, name) {
  const { build, stop } = await import("esbuild");
  try {
    return await build({
      ...bundleOptions,
      entryPoints: [program],
      outdir: folder,
      entryNames: `${name}-[hash]`,
      metafile: true,
      write: false,
    });
  } finally {
    await stop();
  }
}

/**
 * Bundles a program with everything that it imports into one file in `folder`, unless that file is there and no source
 * has changed since.
 * @returns the path of the bundle.
 * @throws Error when a source cannot be bundled or `folder` cannot be written.
 */
export async function bundleProgram(program, folder) {
  const entry = resolve(program);
  const name = relative(root, entry).replace(/\W+/g, "-");
  const recordFile = join(folder, `${name}.json`);
  const record = readRecord(recordFile);
  if (record?.files.every(isUnchanged)) {
    return record.path;
  }
  const startedAt = Date.now();
  const { metafile, outputFiles } = await buildBundle(entry, folder, name);
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of outputFiles) {
    replaceFile(path, contents);
  }
  const { path } = outputFiles.find((file) => file.path.endsWith(".mjs"));
  const sources = [...SETTINGS, ...Object.keys(metafile.inputs)].map(readState);
  // The bundle may have a source as it was before a change meanwhile.
  if (sources.every(({ changed }) => changed !== null && changed < startedAt)) {
    const files = [readState(path), ...sources];
    replaceFile(recordFile, JSON.stringify({ path, files }));
  }
  removeOld(folder, name, [path, record?.path]);
  return path;
}

/** A folder for the bundle of this process alone, from which it finds packages. */
function makeTemporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "pts-program-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}

/**
 * Bundles a program in `folder`. A user who may run the program may lack the right to write there: they get a bundle
 * that lasts as long as this process.
 * @returns the path of the bundle.
 */
export async function bundleForThisProcess(program, folder) {
  try {
    return await bundleProgram(program, folder);
  } catch (error) {
    const isFileError = error.syscall !== undefined;
    if (isFileError) return bundleProgram(program, makeTemporaryFolder());
    throw error;
  }
}
