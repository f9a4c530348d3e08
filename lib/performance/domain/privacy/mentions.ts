/** Where texts name a person. */
export type Mentions = {
  readonly isIn: (text: string) => boolean;
  /** The text in composed form, with what names the person replaced. */
  readonly replaceIn: (text: string, replacement: string) => string;
};

/** Scripts in which words stand without spaces between them, or with particles right behind a name. */
const UNSPACED = ["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Thai", "Lao", "Khmer"]
  .concat(["Myanmar", "Tibetan", "Yi", "Javanese", "Balinese", "Tai_Tham"])
  .map((script) => String.raw`\p{Script=${script}}`)
  .join("");
const SPACED_LETTER = String.raw`[[\p{L}\p{M}\p{N}_]--[${UNSPACED}]]`;
const STARTS_SPACED = new RegExp(`^${SPACED_LETTER}`, "v");
const ENDS_SPACED = new RegExp(`${SPACED_LETTER}$`, "v");
const SPACE = String.raw`[\s\u{200b}\u{2060}]+`;
/** From this length on a name is not another one with the `s` of a genitive behind it. */
const SHORTEST_WITH_GENITIVE = 4;

/**
 * Finds names as a reader would: whatever the case, however accents are composed and whatever white space stands between
 * the words of a name. A name that begins or ends with a letter of a script with spaces does so at a word's edge; in other
 * scripts it is found anywhere. One such letter alone names somebody only where it is the whole text.
 *
 * @param names every text by which the person is known; blank ones name nobody.
 */
export function createMentions(names: readonly string[]): Mentions {
  const spellings = new Set(
    names
      .map((name) => name.normalize("NFC").trim())
      .filter((name) => name !== "")
      .flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()]),
  );
  // An address is looked for before the username that it may begin with.
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

/** Every text and number in a JSON value, the names of its fields among them. */
export function listTexts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(listTexts);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [name, ...listTexts(part)]);
}
