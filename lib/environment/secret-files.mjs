import { readFileSync } from "node:fs";

/** The variables with secrets: `NAME_FILE` may name a file with the value of `NAME`. */
export const secretVariables = ["DATABASE_URL", "NEXTAUTH_SECRET", "PTS_METRICS_TOKEN"];

/**
 * @returns the values that are in files. White space around a value does not count.
 * @throws Error with a sentence, without any value, when a file cannot be read or is empty, or a variable is set twice.
 */
export function readSecretFiles(source) {
  const isInFile = (name) => Boolean(source[`${name}_FILE`]);
  return Object.fromEntries(
    secretVariables.filter(isInFile).map((name) => [name, readSecret(source, name)]),
  );
}

function readSecret(source, name) {
  const file = source[`${name}_FILE`];
  if (source[name]) {
    throw new Error(`Both ${name} and ${name}_FILE are set. Nothing was done. Set one of them.`);
  }
  let value;
  try {
    value = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new Error(`The file of ${name}_FILE cannot be read (${error.code}): ${file}.`);
  }
  if (value === "") throw new Error(`The file of ${name}_FILE is empty: ${file}.`);
  return value;
}
