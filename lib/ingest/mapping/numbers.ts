/** The decimal sign of a column. */
export type DecimalSign = "." | ",";

export type DecimalCounts = { points: number; commas: number };

export function countDecimal(counts: DecimalCounts, text: string): void {
  if (/^[+-]?\d*\.\d+$/.test(text)) counts.points += 1;
  else if (/^[+-]?\d*,\d+$/.test(text)) counts.commas += 1;
}

/** Where both occur, the point: a comma is then rejected. */
export function decideDecimal({ points, commas }: DecimalCounts): DecimalSign {
  return points === 0 && commas > 0 ? "," : ".";
}

/** Digits and signs of full width, as East Asian keyboards write them. */
const FULL_WIDTH = /[\uff0b-\uff0e\uff10-\uff19]/g;

/** The number with a decimal point; what is no number stays as it is, for the field to reject. */
export function readDecimal(text: string, sign: DecimalSign): string {
  const plain = text.replace(FULL_WIDTH, (sign) => sign.normalize("NFKC"));
  if (!/^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d{1,3})?$/i.test(plain)) return text;
  const other = sign === "." ? "," : ".";
  if (plain.includes(other)) return text;
  return plain.replace(sign, ".").replace(/^([+-]?)\./, "$10.");
}
