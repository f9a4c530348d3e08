import {
  add,
  compare,
  floor,
  negate,
  type Rational,
  rational,
} from "@/lib/performance/domain/units/rational";

/**
 * Rounds exact parts to whole numbers that add up to `total`, by largest remainder: every part is
 * rounded down, and what is then missing goes, one each, to the largest remainders; among equal
 * remainders to the earlier part.
 *
 * Where `total` is a difference of two rounded numbers whose exact difference the parts add up to,
 * each result is within 1 of its part and a whole part stays as it is. Any other total is met too:
 * what is missing beyond one each (or is too much) is spread evenly first.
 *
 * @throws RangeError when there is no part to carry a total that is not 0.
 */
export function apportionByLargestRemainder(parts: readonly Rational[], total: number): number[] {
  if (parts.length === 0) {
    if (total !== 0) throw new RangeError(`No part can carry the total ${total}.`);
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
