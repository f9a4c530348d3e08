/**
 * `npm run test:clients`: lints the document of the API, makes TypeScript of it with two public generators, and
 * compiles what they make, strictly. Runs again only after a change of what it reads.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installClientTools } from "./install.mjs";
import { cacheFolder, documentFile, typescriptFolder } from "./paths.mjs";

const folder = join(cacheFolder, "generated");
const stamp = join(cacheFolder, "checked");
const toolsFolder = join(typescriptFolder, "tools");

const inputs = [
  documentFile,
  join(typescriptFolder, "package-lock.json"),
  ...["lint.mjs", "use-generated.ts", "tsconfig.generated.json"].map((name) =>
    join(toolsFolder, name),
  ),
  import.meta.filename,
];

function hashInputs() {
  const hash = createHash("sha256");
  for (const file of inputs) hash.update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function readStamp() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return null;
  }
}

/** @throws Error where the tool finds a mistake. */
function runTool(title, script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: typescriptFolder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${title} failed:\n${stdout}${stderr}`);
}

const inPackage = (path) => join(typescriptFolder, "node_modules", path);

function check() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  runTool("The lint of the document", join(toolsFolder, "lint.mjs"), [documentFile]);
  runTool("openapi-typescript", inPackage("openapi-typescript/bin/cli.js"), [
    ...[documentFile, "-o", join(folder, "schema.d.ts")],
  ]);
  runTool("@hey-api/openapi-ts", inPackage("@hey-api/openapi-ts/bin/run.js"), [
    ...["-i", documentFile, "-o", join(folder, "hey-api"), "--no-log-file", "--silent"],
  ]);
  for (const name of ["use-generated.ts", "tsconfig.generated.json"]) {
    writeFileSync(join(folder, name), readFileSync(join(toolsFolder, name)));
  }
  runTool("The compilation of what the generators made", inPackage("typescript/bin/tsc"), [
    ...["-p", join(folder, "tsconfig.generated.json")],
  ]);
}

const expected = hashInputs();
if (readStamp() === expected) {
  console.log("The document of the API and its generated clients were checked before.");
} else {
  installClientTools();
  check();
  writeFileSync(stamp, expected);
  console.log(
    "The document of the API passes its lint, and two generators make code that compiles.",
  );
}
