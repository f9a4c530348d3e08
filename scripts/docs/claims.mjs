import { existsSync, readFileSync } from "node:fs";

const disk = { exists: existsSync, read: (file) => readFileSync(file, "utf8") };

/** @returns the claims of a page: their headings, each with the tests that it names. */
export function listClaims(text) {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      claim: section.split("\n", 1)[0],
      tests: [...section.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, file, title]) => ({
        file,
        title,
      })),
    }));
}

/** @returns a sentence for each claim without a test, and for each test that does not exist. */
export function findUnprovenClaims(text, files = disk) {
  return listClaims(text).flatMap(({ claim, tests }) =>
    tests.length === 0
      ? [`"${claim}" names no test.`]
      : tests
          .filter(({ file, title }) => !hasTest(files, file, title))
          .map(({ file, title }) => `"${claim}": ${file} has no test "${title}".`),
  );
}

const isTestFile = (file) => /\.(test|spec)\.(ts|tsx|mjs)$/.test(file);

function hasTest(files, file, title) {
  return isTestFile(file) && files.exists(file) && files.read(file).includes(`("${title}"`);
}
