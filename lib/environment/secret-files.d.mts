/** The variables with secrets: `NAME_FILE` may name a file with the value of `NAME`. */
export const secretVariables: readonly string[];

/** @throws Error with a sentence when a file cannot be read or is empty, or a variable is set twice. */
export function readSecretFiles(
  source: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>>;
