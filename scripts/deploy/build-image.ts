import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  createIgnore,
  listContext,
  listEntries,
  parseDockerfile,
  performDockerfile,
  readCommand,
  readVariables,
} from "./dockerfile.mjs";

export type Image = {
  /** The root of its last stage. */
  readonly root: string;
  readonly application: string;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly megabytes: number;
};

/** Performs the Dockerfile in a folder, unless it was performed there, with what git tracks as the context. */
export function buildImage(folder: string, report: (sentence: string) => void): Image {
  const root = process.cwd();
  const instructions = parseDockerfile(readFileSync("deploy/Dockerfile", "utf8"));
  const paths = listContext(root, createIgnore(readFileSync(".dockerignore", "utf8")));
  const { PATH, HOME, npm_config_registry, npm_config_cache } = process.env;
  const built = join(folder, "final");
  const last = existsSync(built)
    ? built
    : performDockerfile(instructions, {
        ...{ folder, report, context: { root, paths } },
        environment: { PATH, HOME, npm_config_registry, npm_config_cache },
      });
  const application = join(last, "app");
  makeReadOnly(application);
  return {
    ...{ root: last, application },
    command: readCommand(instructions, "CMD"),
    healthCheck: readCommand(instructions, "HEALTHCHECK"),
    variables: readVariables(instructions),
    megabytes: Math.round(measureFolder(application) / 1e6),
  };
}

function makeReadOnly(folder: string): void {
  for (const { path, isFolder } of listEntries(folder)) chmodSync(path, isFolder ? 0o555 : 0o444);
  chmodSync(folder, 0o555);
}

function measureFolder(folder: string): number {
  const files = listEntries(folder).filter(({ isFolder }) => !isFolder);
  return files.reduce((sum, { path }) => sum + statSync(path).size, 0);
}
