import { join } from "node:path";
import { pythonFolder, typescriptFolder } from "../paths.mjs";
import { generatePython } from "./python.mjs";
import { generateOperations, generateTypes } from "./typescript.mjs";

/** The files that are made from the document. */
export function listGeneratedFiles(document) {
  return [
    { file: join(typescriptFolder, "src/types.ts"), text: generateTypes(document) },
    { file: join(typescriptFolder, "src/operations.ts"), text: generateOperations(document) },
    { file: join(pythonFolder, "performance/_generated.py"), text: generatePython(document) },
  ];
}
