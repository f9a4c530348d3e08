import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

/** Must be the first line of a script: https://v8.dev/blog/explicit-compile-hints. */
const compileHint = "//# allFunctionsCalledOnLoad\n";
const compressions = { br: promisify(brotliCompress), gz: promisify(gzip) };

/**
 * Optimizes the scripts and styles of a build. A page calls most functions of its scripts at once: with the hint a
 * browser compiles them on another thread while the script arrives, without it one by one on the page's thread. The
 * compressed forms are written once, beside each file, instead of for each request (static-assets.mjs).
 */
export async function optimizeAssets(buildFolder) {
  const folder = join(buildFolder, "static", "chunks");
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.(js|css)$/.test(name)).map((name) => join(folder, name));
  await Promise.all(files.map(optimize));
}

async function optimize(file) {
  const built = await readFile(file, "utf8");
  const isMarked = !file.endsWith(".js") || built.startsWith(compileHint);
  const content = isMarked ? built : compileHint + built;
  const compressed = Object.entries(compressions).map(async ([ending, compress]) =>
    writeFile(`${file}.${ending}`, await compress(content)),
  );
  await Promise.all([...compressed, isMarked ? null : writeFile(file, content)]);
}
