// `npm run build`: builds the pages for production, as `npm start` does, unless they are up to date.
import { fileURLToPath } from "node:url";
import { build, generateClient } from "./start/prepare.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
try {
  await generateClient();
  await build();
} catch (error) {
  console.error(`${error.output ?? ""}\n${error.message}`.trim());
  process.exitCode = 1;
}
