// Writes messages/en.d.json.ts: the English texts as literal types, by which the compiler checks the keys of texts and
// the values that are filled in. Runs before the type check.
import { readFileSync, writeFileSync } from "node:fs";

const english = readFileSync(new URL("../../messages/en.json", import.meta.url), "utf8").trim();
writeFileSync(
  new URL("../../messages/en.d.json.ts", import.meta.url),
  `declare const messages: ${english};\nexport default messages;\n`,
);
