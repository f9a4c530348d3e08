/** The words between commas, each once. */
export function listWords(text: string): readonly string[] {
  const words = text.split(",").map((word) => word.trim());
  return [...new Set(words)].filter((word) => word !== "");
}

/** A line for each word, as `large = 8`. */
export function writeDifficulties(difficulties: Readonly<Record<string, number>>): string {
  return Object.entries(difficulties)
    .map(([word, difficulty]) => `${word} = ${difficulty}`)
    .join("\n");
}

/** The difficulty of each word, with a point or a comma; null for a line without a number from 0 to 10. */
export function readDifficulties(text: string): Readonly<Record<string, number>> | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const pairs = lines.map((line) => {
    const [, word = "", digits = ""] = /^(.+)=\s*(\d{1,2}(?:[.,]\d{1,2})?)\s*$/.exec(line) ?? [];
    return [word.trim(), digits === "" ? Number.NaN : Number(digits.replace(",", "."))] as const;
  });
  const areValid = pairs.every(([word, difficulty]) => word !== "" && difficulty <= 10);
  return areValid ? Object.fromEntries(pairs) : null;
}
