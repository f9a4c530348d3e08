/** Sorts by the rules of the language; the API lists in the order of creation. */
export function sortByName<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  locale: string,
): readonly Thing[] {
  const names = new Intl.Collator(locale);
  return things.toSorted((left, right) => names.compare(left.name, right.name));
}
