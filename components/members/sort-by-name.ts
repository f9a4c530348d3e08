/** As the readers of a language look names up; lists come in the order in which they were made. */
export function sortByName<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  locale: string,
): readonly Thing[] {
  const names = new Intl.Collator(locale);
  return things.toSorted((left, right) => names.compare(left.name, right.name));
}
