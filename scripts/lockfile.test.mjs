import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const { packages } = JSON.parse(
  readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"),
);

function isLocked(path, name) {
  const folders = path.split("/node_modules/").map((_, index, parts) => parts.slice(0, index + 1));
  return ["", ...folders.map((parts) => `${parts.join("/node_modules/")}/`)].some(
    (folder) => packages[`${folder}node_modules/${name}`] !== undefined,
  );
}

test("the lockfile names the packages of every platform, or `npm ci` refuses it", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

test("the lockfile names no address of a registry", () => {
  const addresses = Object.values(packages).filter(({ resolved }) => resolved?.includes("://"));
  expect(addresses).toEqual([]);
});
