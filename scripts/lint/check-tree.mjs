// The rules of the tree that the linter of single files cannot see. Exits with 1 and a sentence for each breach.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { findFullFolders } from "./folders.mjs";
import { findWrongImports } from "./layers.mjs";
import { findChangedMigrations } from "./migrations.mjs";
import { findSharedMocks } from "./mocks.mjs";
import { findRawStatements } from "./raw-sql.mjs";
import { findUnitBreaches } from "./units.mjs";

const names = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((name) => name !== "" && existsSync(name));
const read = (name) => readFileSync(name, "utf8");
const source = names.filter((name) => /\.(ts|tsx|mjs)$/.test(name));
const files = new Map(source.map((name) => [name, read(name)]));
const migrations = names.filter((name) => /^prisma\/migrations\/.+\.sql$/.test(name));

const breaches = [
  ...findWrongImports(files),
  ...findFullFolders(source),
  ...findRawStatements(files),
  ...findSharedMocks(files),
  ...findUnitBreaches(files),
  ...findChangedMigrations(
    new Map(migrations.map((name) => [name, read(name)])),
    read("prisma/migrations.sha256"),
  ),
];
for (const breach of breaches) {
  console.error(breach);
}
console.log(
  `Checked the rules of the tree in ${source.length} files: ${breaches.length} breaches.`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;
