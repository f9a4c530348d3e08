export type ReadParameter = (name: string) => string | null;

type SearchParameters = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the search params of a server page as a browser reads those of its URL. */
export function readerOf(parameters: SearchParameters): ReadParameter {
  return (name) => [parameters[name]].flat()[0] ?? null;
}

/** A positive whole number in the range of a database id; else null. */
export function parseId(value: string | null): number | null {
  const isNumber = value !== null && /^[1-9]\d{0,9}$/.test(value);
  return isNumber && Number(value) <= 2_147_483_647 ? Number(value) : null;
}
