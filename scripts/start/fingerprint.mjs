import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const IGNORED =
  /\.(test|property\.test|integration\.test)\.[a-z]+$|\.d\.json\.ts$|(^|\/)(generated|\.[^/]+)$/;

const SOURCES = [
  ...["app", "components", "lib", "messages", "public", "prisma/schema.prisma", "proxy.ts"],
  ...["instrumentation.ts", "instrumentation-client.ts", "next.config.mjs", "postcss.config.mjs"],
  ...["tsconfig.json", "package-lock.json", "scripts/start/finish-build.mjs"],
  "scripts/messages/compile-loader.cjs",
];

function listFiles(path) {
  const state = statSync(path, { throwIfNoEntry: false });
  if (state === undefined || IGNORED.test(path)) {
    return [];
  }
  if (!state.isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}

/** A hash of the names and contents of these files and folders, without tests and generated code. */
export function computeFingerprint(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const file of paths.flatMap(listFiles)) {
    hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** The id of a build of the current sources. */
export function computeBuildId() {
  return computeFingerprint(SOURCES).slice(0, 32);
}

export function hasStamp(file, fingerprint) {
  try {
    return readFileSync(file, "utf8").trim() === fingerprint;
  } catch {
    return false;
  }
}

export function writeStamp(file, fingerprint) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, fingerprint);
}
