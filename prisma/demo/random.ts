/** Pseudorandom numbers from a seed, so that every run creates the same demo. */
export type Random = {
  /** 0 ≤ number < 1 */
  readonly next: () => number;
  readonly isTrue: (probability: number) => boolean;
  /** A whole number, including both ends. */
  readonly between: (minimum: number, maximum: number) => number;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** Approximately normal, as a sum of uniform numbers. */
  readonly around: (mean: number, deviation: number) => number;
};

/** Mulberry32, by Tommy Ettinger (public domain). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (minimum: number, maximum: number) =>
    minimum + Math.floor(next() * (maximum - minimum + 1));
  return {
    next,
    isTrue: (probability) => next() < probability,
    between,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    around: (mean, deviation) =>
      mean + (next() + next() + next() + next() - 2) * Math.sqrt(3) * deviation,
  };
}
