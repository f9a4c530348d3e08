import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** @returns the instructions of a Dockerfile, each with its name and the rest of its line. */
export function parseDockerfile(text) {
  return text
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, name, rest] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`This is no instruction of a Dockerfile: ${line}`);
      return { name, rest: rest.trim() };
    });
}

/** @returns the value of the last CMD or HEALTHCHECK, which is a list: program and arguments. */
export function readCommand(instructions, name) {
  const { rest } = instructions.findLast((one) => one.name === name);
  return JSON.parse(rest.slice(rest.indexOf("[")));
}

/** @returns the variables of the last stage. */
export function readVariables(instructions) {
  const stage = instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
  const texts = stage.filter(({ name }) => name === "ENV").map(({ rest }) => rest);
  return Object.fromEntries(
    texts.flatMap((text) => text.split(/\s+/)).map((one) => one.split("=")),
  );
}

function toExpression(pattern) {
  const source = pattern
    .replace(/^\//, "")
    .replace(/[.+^$()|[\]{}\\]/g, "\\$&")
    .replace(/\*\*\/|\*/g, (stars) => (stars === "*" ? "[^/]*" : "(?:.*/)?"));
  return new RegExp(`^${source}(?:/|$)`);
}

/** @returns a function that says whether a `.dockerignore` keeps a path out of the context. The last pattern wins. */
export function createIgnore(text) {
  const rules = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({
      isIgnored: !line.startsWith("!"),
      expression: toExpression(line.replace(/^!/, "")),
    }));
  return (path) => rules.findLast(({ expression }) => expression.test(path))?.isIgnored ?? false;
}

/**
 * Performs FROM, WORKDIR, COPY, RUN and ENV in a folder, one subfolder for each stage as its root. A path in RUN is
 * relative, so that it leads to the same place without a container.
 * @param context `root`, and `paths`: the files of the context
 * @param report is called before each instruction
 * @returns the root of the last stage
 */
export function performDockerfile(instructions, { folder, context, report, environment }) {
  const stages = new Map();
  let stage = null;
  for (const { name, rest } of instructions) {
    if (name === "FROM") {
      const as = / AS (\w+)$/.exec(rest)?.[1] ?? "final";
      stage = { root: join(folder, as), directory: "/", variables: {} };
      stages.set(as, stage);
      mkdirSync(stage.root, { recursive: true });
    } else if (name === "WORKDIR") {
      stage.directory = rest;
      mkdirSync(join(stage.root, rest), { recursive: true });
    } else if (name === "ENV") {
      Object.assign(
        stage.variables,
        readVariables([
          { name: "FROM", rest: "" },
          { name, rest },
        ]),
      );
    } else if (name === "COPY") {
      report(`COPY ${rest}`);
      copy(stage, stages, context, rest);
    } else if (name === "RUN") {
      report(`RUN ${rest}`);
      run(stage, rest, environment);
    }
  }
  return stage.root;
}

function run(stage, command, environment) {
  if (/(^|\s)\/\S/.test(command)) throw new Error(`Use relative paths: RUN ${command}`);
  execFileSync("/bin/sh", ["-euc", command], {
    cwd: join(stage.root, stage.directory),
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...environment, ...stage.variables },
  });
}

function copy(stage, stages, context, rest) {
  const words = rest.split(/\s+/);
  const from = words.find((word) => word.startsWith("--from="))?.slice("--from=".length);
  const paths = words.filter((word) => !word.startsWith("--"));
  const to = paths.pop();
  const target = join(stage.root, to.startsWith("/") ? to : join(stage.directory, to));
  mkdirSync(target, { recursive: true });
  for (const path of paths) {
    if (from !== undefined) cpSync(join(stages.get(from).root, path), target, copyOptions);
    else if (path === ".") copyFiles(context, target);
    else cpSync(join(context.root, path), join(target, basename(path)), copyOptions);
  }
}

const copyOptions = { recursive: true, verbatimSymlinks: true };

function copyFiles({ root, paths }, target) {
  for (const path of paths) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(root, path), join(target, path));
  }
}

/** @returns the files of a repository that its `.dockerignore` leaves in the context. */
export function listContext(root, isIgnored) {
  const output = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
  return output.split("\0").filter((path) => path !== "" && !isIgnored(path));
}

/** @returns the files and folders in a folder, without links and what is behind them. */
export function listEntries(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isSymbolicLink())
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory()
        ? [{ path, isFolder: true }, ...listEntries(path)]
        : [{ path, isFolder: false }];
    });
}
