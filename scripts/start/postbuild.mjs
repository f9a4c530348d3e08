import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

/** To be the first line of a script: https://v8.dev/blog/explicit-compile-hints. */
const compileAhead = "//# allFunctionsCalledOnLoad\n";
const compressions = { br: promisify(brotliCompress), gz: promisify(gzip) };

/**
 * What a build still needs when its scripts and styles are made. A page runs most of what it fetches, and at once: a browser
 * that is told so compiles a script while it arrives, beside the page; otherwise function by function when they are called,
 * in the page's way. And what never changes is compressed once, not for everybody who asks: beside each file lies what it is
 * compressed (static-assets.mjs).
 */
export async function optimizeAssets(buildFolder) {
  const folder = join(buildFolder, "static", "chunks");
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.(js|css)$/.test(name)).map((name) => join(folder, name));
  await Promise.all(files.map(finish));
}

async function finish(file) {
  const made = await readFile(file, "utf8");
  const isMarked = !file.endsWith(".js") || made.startsWith(compileAhead);
  const content = isMarked ? made : compileAhead + made;
  const compressed = Object.entries(compressions).map(async ([ending, compress]) =>
    writeFile(`${file}.${ending}`, await compress(content)),
  );
  await Promise.all([...compressed, isMarked ? null : writeFile(file, content)]);
}
