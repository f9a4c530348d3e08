import {
  add,
  compare,
  floor,
  negate,
  type Rational,
  rational,
} from "@/lib/performance/domain/units/rational";

/**
 * Rounds exact parts to whole numbers that add up to `total`, by the largest remainder method: each part is rounded
 * down, then the parts with the largest remainders get the missing units, one each; of equal remainders the earlier
 * part.
 *
 * Where `total` is the difference of two rounded numbers and the parts add up to the exact difference, each result is
 * within 1 of its part, and a whole part does not change. For any other total, all parts first change by the same
 * amount.
 *
 * @throws RangeError when there is no part and the total is not 0.
 */
export function apportionByLargestRemainder(parts: readonly Rational[], total: number): number[] {
  if (parts.length === 0) {
    if (total !== 0) throw new RangeError(`There is no part for the total ${total}.`);
    return [];
  }
  const floors = parts.map(floor);
  const missing = floors.reduce((left, whole) => left - whole, BigInt(total));
  const each = floor(rational(missing, parts.length));
  const rest = Number(missing - each * BigInt(parts.length));
  const favoured = new Set(orderByRemainder(parts, floors).slice(0, rest));
  return floors.map((whole, index) => Number(whole + each) + (favoured.has(index) ? 1 : 0));
}

function orderByRemainder(parts: readonly Rational[], floors: readonly bigint[]): number[] {
  return parts
    .map((part, index) => ({ index, remainder: computeRemainder(part, floors[index] ?? 0n) }))
    .sort((left, right) => compare(right.remainder, left.remainder) || left.index - right.index)
    .map(({ index }) => index);
}

function computeRemainder(part: Rational, whole: bigint): Rational {
  return add(part, negate(rational(whole, 1n)));
}
