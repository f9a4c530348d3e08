/** So many source files fit into a folder before it is two subjects; tests do not count. */
export const mostFiles = 25;

const isTest = (name) => /\.(test|spec)\.(ts|tsx|mjs)$/.test(name);

/** @returns a sentence for each folder with too many source files. */
export function findFullFolders(names) {
  const counts = new Map();
  for (const name of names.filter((one) => !isTest(one))) {
    const folder = name.slice(0, Math.max(0, name.lastIndexOf("/")));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > mostFiles)
    .map(
      ([folder, count]) =>
        `${folder}: ${count} source files. Split it by subject: ${mostFiles} fit.`,
    );
}
