const isTest = (name) => /\.test\.(ts|tsx|mjs)$|\/testing\/|\/_tests\//.test(name);
const rawPattern = /\$(?:queryRaw|executeRaw)(?:Unsafe)?\b|\bsql\.raw\b|\brunText\b/;
/** pg-boss writes its statements itself. */
const writesText = ["lib/jobs/pg-boss.ts"];

/**
 * The rows of a raw statement have whatever type their reader claims. Tests may use one, as a second opinion of the
 * database.
 *
 * @param files every source file's path from the root, and its text.
 * @returns a sentence for each line outside lib/db that runs a raw statement.
 */
export function findRawStatements(files) {
  return [...files]
    .filter(([name]) => /\.tsx?$/.test(name) && !name.startsWith("lib/db/") && !isTest(name))
    .filter(([name]) => !writesText.includes(name))
    .flatMap(([name, text]) =>
      text
        .split("\n")
        .flatMap((line, index) =>
          rawPattern.test(line)
            ? `${name}:${index + 1}: Build the statement by kysely, run it by selectRows or execute.`
            : [],
        ),
    );
}
