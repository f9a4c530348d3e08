/**
 * Control characters and half a character, which no text may have. A text of many lines may have line ends and tabs.
 * U+0080–U+009F (ISO 6429) are allowed: they occur in real texts as remains of old code pages.
 */
export const forbiddenCharacters = {
  one: /[^\P{Cc}\u{80}-\u{9f}]|\p{Surrogate}/u,
  many: /[^\P{Cc}\t\n\r\u{80}-\u{9f}]|\p{Surrogate}/u,
} as const;
