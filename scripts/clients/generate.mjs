/** `npm run clients:generate`: writes the clients from `clients/openapi.json`. */
import { readFileSync, writeFileSync } from "node:fs";
import { listGeneratedFiles } from "./generate/files.mjs";
import { documentFile } from "./paths.mjs";

for (const { file, text } of listGeneratedFiles(JSON.parse(readFileSync(documentFile, "utf8")))) {
  writeFileSync(file, text);
}
