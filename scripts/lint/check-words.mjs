// Names each retired word and each long comment line:
//   node scripts/lint/check-words.mjs [path …]
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { findRetiredWords } from "./words.mjs";

const paths = process.argv.slice(2);
const names = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...paths],
  { encoding: "utf8" },
)
  .split("\n")
  .filter((name) => existsSync(name))
  .filter((name) => /\.(ts|tsx|mjs|md|css|grit|prisma|json)$|^\.ci\//.test(name))
  .filter(
    (name) =>
      !["package-lock.json", "messages/de.json"].includes(name) &&
      !name.startsWith("prisma/migrations/"),
  );
const breaches = names.flatMap((name) => findRetiredWords(name, readFileSync(name, "utf8")));
for (const breach of breaches) {
  console.error(breach);
}
console.log(`Checked the words of ${names.length} files: ${breaches.length} breaches.`);
process.exitCode = breaches.length === 0 ? 0 : 1;
