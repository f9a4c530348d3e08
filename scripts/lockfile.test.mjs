import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { safeVersions } from "./safe-versions.mjs";

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

/** Negative, zero or positive. A prerelease is less than its release. */
function compareVersions(left, right) {
  const parse = (version) => {
    const [numbers, prerelease] = version.split("+")[0].split(/-(.*)/s);
    return [...numbers.split(".").map(Number), prerelease === undefined ? 1 : 0];
  };
  const [first, second] = [parse(left), parse(right)];
  return first.map((number, index) => number - second[index]).find((one) => one !== 0) ?? 0;
}

/** Where several major versions have a least one, a version is compared with that of its own. */
function isSafe(version, leastVersions) {
  const all = leastVersions.split(" || ");
  const ofMajor = all.find((least) => parseInt(least, 10) === parseInt(version, 10));
  return compareVersions(version, ofMajor ?? all.at(-1)) >= 0;
}

/** Every copy of a package in the lockfile, wherever it is nested. */
function findCopies(all, name) {
  return Object.entries(all)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([path, { version }]) => ({ path, version }));
}

describe("the versions of the lockfile", () => {
  it.each(safeVersions)("have no copy of %s before %s, because of %s", (name, least) => {
    const unsafe = [packages, lighthousePackages]
      .flatMap((all) => findCopies(all, name))
      .filter(({ version }) => !isSafe(version, least));
    expect(unsafe).toEqual([]);
  });

  it("have a reason for each of their least versions, and each once", () => {
    expect(new Set(safeVersions.map(([name]) => name)).size).toBe(safeVersions.length);
    expect(
      safeVersions.filter(([, , reason]) => !/(CVE-\d{4}-\d+|GHSA-[\w-]{14})/.test(reason)),
    ).toEqual([]);
  });

  it.each([
    ["1.2.3", "1.2.3", 0],
    ["1.2.10", "1.2.9", 1],
    ["1.10.0", "1.9.9", 1],
    ["2.0.0-beta.1", "2.0.0", -1],
    ["2.0.0-beta.1", "1.9.9", 1],
  ])("are compared by their numbers: %s with %s", (left, right, expected) => {
    expect(Math.sign(compareVersions(left, right))).toBe(expected);
  });

  it.each([
    ["7.5.9", false],
    ["7.5.10", true],
    ["8.17.0", false],
    ["8.17.1", true],
    ["6.2.3", false],
    ["9.0.0", true],
  ])("are compared with the least one of their major version: %s", (version, expected) => {
    expect(isSafe(version, "7.5.10 || 8.17.1")).toBe(expected);
  });
});
