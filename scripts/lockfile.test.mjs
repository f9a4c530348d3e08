import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

function readPackages(file) {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")).packages;
}

const packages = readPackages("../package-lock.json");
const lighthousePackages = readPackages("lighthouse/packages/package-lock.json");

function isLocked(path, name) {
  const folders = path.split("/node_modules/").map((_, index, parts) => parts.slice(0, index + 1));
  return ["", ...folders.map((parts) => `${parts.join("/node_modules/")}/`)].some(
    (folder) => packages[`${folder}node_modules/${name}`] !== undefined,
  );
}

test("the lockfile names the optional packages of every platform, as `npm ci` requires", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

test("no lockfile contains a registry URL", () => {
  const all = [...Object.values(packages), ...Object.values(lighthousePackages)];
  const urls = all.filter(({ resolved }) => resolved?.includes("://"));
  expect(urls).toEqual([]);
});
