/** Finds a person's names in texts. */
export type Mentions = {
  readonly isIn: (text: string) => boolean;
  /** Returns the text in NFC, with each mention replaced. */
  readonly replaceIn: (text: string, replacement: string) => string;
};

/** Scripts without spaces between words, or with particles directly after a name. */
const UNSPACED = ["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Thai", "Lao", "Khmer"]
  .concat(["Myanmar", "Tibetan", "Yi", "Javanese", "Balinese", "Tai_Tham"])
  .map((script) => String.raw`\p{Script=${script}}`)
  .join("");
const SPACED_LETTER = String.raw`[[\p{L}\p{M}\p{N}_]--[${UNSPACED}]]`;
const STARTS_SPACED = new RegExp(`^${SPACED_LETTER}`, "v");
const ENDS_SPACED = new RegExp(`${SPACED_LETTER}$`, "v");
const SPACE = String.raw`[\s\u{200b}\u{2060}]+`;
/** A shorter name with an `s` may be another name (Han, Hans), so no genitive of it is matched. */
const SHORTEST_WITH_GENITIVE = 4;

/**
 * Finds names as a reader does: in any case, with composed or decomposed accents, with any white space between words.
 * A name in a script with spaces is found only at the edges of words; in other scripts it is found anywhere. A name of
 * one letter in a script with spaces is found only where it is the whole text.
 *
 * @param names all names of the person; blank ones are ignored.
 */
export function createMentions(names: readonly string[]): Mentions {
  const spellings = new Set(
    names
      .map((name) => name.normalize("NFC").trim())
      .filter((name) => name !== "")
      .flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()]),
  );
  // An e-mail address is matched before the username that it may begin with.
  const expressions = [...spellings].sort((a, b) => b.length - a.length).map(buildExpression);
  const source = expressions.length === 0 ? "(?!)" : expressions.join("|");
  const one = new RegExp(source, "iv");
  const every = new RegExp(source, "giv");
  return {
    isIn: (text) => one.test(text.normalize("NFC")),
    replaceIn: (text, replacement) => text.normalize("NFC").replace(every, () => replacement),
  };
}

function buildExpression(name: string): string {
  const words = name.split(new RegExp(SPACE, "v")).map(escapeExpression).join(SPACE);
  const [startsSpaced, endsSpaced] = [STARTS_SPACED.test(name), ENDS_SPACED.test(name)];
  if (startsSpaced && [...name].length === 1) {
    return String.raw`^\s*${words}\s*$`;
  }
  const genitive = name.length < SHORTEST_WITH_GENITIVE ? "" : "s?";
  const before = startsSpaced ? `(?<!${SPACED_LETTER})` : "";
  const after = endsSpaced ? `${genitive}(?!${SPACED_LETTER})` : "";
  return `${before}${words}${after}`;
}

function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** All texts and numbers in a JSON value, including the names of its fields. */
export function listTexts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(listTexts);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [name, ...listTexts(part)]);
}
