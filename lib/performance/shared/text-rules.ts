import * as z from "zod/mini";

/** Control characters and half a character. U+0080–U+009F occur in real texts, as remains of old code pages. */
const forbiddenCharacters = {
  one: /[^\P{Cc}\u{80}-\u{9f}]|\p{Surrogate}/u,
  many: /[^\P{Cc}\t\n\r\u{80}-\u{9f}]|\p{Surrogate}/u,
} as const;

/** Whether a trimmed text has 1 to `longest` printable characters; of many lines it may have line ends and tabs. */
export function isPrintable(text: string, longest: number, lines: "one" | "many" = "one"): boolean {
  return text !== "" && [...text].length <= longest && !forbiddenCharacters[lines].test(text);
}

/** A field of a form for a text that `isPrintable` accepts. */
export function printableField(longest: number, lines: "one" | "many" = "one") {
  return z.string().check(
    z.trim(),
    z.refine((text) => isPrintable(text, longest, lines)),
  );
}
