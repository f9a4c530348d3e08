import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The description of the API that clients are made from. */
export const documentFile = join(root, "clients/openapi.json");
export const typescriptFolder = join(root, "clients/typescript");
export const pythonFolder = join(root, "clients/python");
/** For files that are made again by each run. */
export const cacheFolder = join(root, "node_modules/.cache/performance-tracking/clients");
