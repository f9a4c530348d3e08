/** Where a cell may begin: at the start, and after each character that some locale takes for a separator. */
const cellStart = String.raw`(?<=^|[,;|\t\r\n])`;
/** A spreadsheet takes a cell for a formula that begins with one of these, also behind quotes and spaces. */
const formulaStart = String.raw`'*["\p{Zs}]*[=+\-@\t\r＝＋－＠]`;

/** A single cell that begins with a letter or a digit, as most do. */
const harmless = /^\w[^,;|\t\r\n]*$/;
const unsafe = new RegExp(`${cellStart}(?=${formulaStart})`, "gu");
const marked = new RegExp(`${cellStart}'(?=${formulaStart})`, "gu");

/**
 * Prefixes with `'` each part of a text that a spreadsheet could take for a formula, if it splits the line at commas,
 * semicolons, tabs, bars or line ends. `restoreText` is the exact inverse.
 */
export function neutralizeFormulas(text: string): string {
  return harmless.test(text) ? text : text.replace(unsafe, "'");
}

/** The text before `neutralizeFormulas`. Any other text, such as `'tis`, stays as it is. */
export function restoreText(text: string): string {
  return text.replace(marked, "");
}
