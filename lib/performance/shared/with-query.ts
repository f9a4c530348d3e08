/** An address of the API with those parameters that are not null. */
export function withQuery(
  path: string,
  parameters: Readonly<Record<string, string | number | null>>,
) {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(given).toString();
  return `/api/performance${path}${query === "" ? "" : `?${query}`}`;
}
