/** A row of a system of linear equations: whole coefficients by the name of their unknown, none of them 0. */
export type ExactRow = ReadonlyMap<string, bigint>;

/**
 * Rows that span the same space and of which none depends on the others. All arithmetic is exact: a row is multiplied,
 * never divided but by the greatest common divisor of its coefficients.
 */
export function findIndependentRows(rows: readonly ExactRow[]): readonly ExactRow[] {
  const basis: { readonly pivot: string; readonly row: ExactRow }[] = [];
  for (const row of rows) {
    let rest = row;
    for (const known of basis) rest = eliminate(rest, known.row, known.pivot);
    const [pivot] = rest.keys();
    if (pivot === undefined) continue;
    for (const [index, known] of basis.entries()) {
      basis[index] = { ...known, row: eliminate(known.row, rest, pivot) };
    }
    basis.push({ pivot, row: rest });
  }
  return basis.map((known) => known.row);
}

/** The rank of a matrix over the rational numbers. */
export function computeRank(rows: readonly ExactRow[]): number {
  return findIndependentRows(rows).length;
}

/** The row without some of its unknowns. */
export function keepUnknowns(row: ExactRow, isKept: (unknown: string) => boolean): ExactRow {
  return new Map([...row].filter(([unknown]) => isKept(unknown)));
}

/** Adds up rows of which each unknown may be in several. */
export function addRows(rows: readonly ExactRow[]): ExactRow {
  const total = new Map<string, bigint>();
  for (const row of rows) {
    for (const [unknown, value] of row) total.set(unknown, (total.get(unknown) ?? 0n) + value);
  }
  return dropZeros(total);
}

function eliminate(row: ExactRow, by: ExactRow, pivot: string): ExactRow {
  const [factor, divisor] = [row.get(pivot), by.get(pivot)];
  if (factor === undefined || divisor === undefined) return row;
  const scaled = [...row].map(([unknown, value]) => [unknown, value * divisor] as const);
  const removed = [...by].map(([unknown, value]) => [unknown, -value * factor] as const);
  return reduce(addRows([new Map(scaled), new Map(removed)]));
}

function reduce(row: ExactRow): ExactRow {
  let divisor = 0n;
  for (const value of row.values()) divisor = computeCommonDivisor(divisor, value);
  return divisor <= 1n
    ? row
    : new Map([...row].map(([unknown, value]) => [unknown, value / divisor]));
}

function computeCommonDivisor(left: bigint, right: bigint): bigint {
  let [larger, smaller] = [left, right < 0n ? -right : right];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

function dropZeros(row: ExactRow): ExactRow {
  return new Map([...row].filter(([, value]) => value !== 0n));
}
