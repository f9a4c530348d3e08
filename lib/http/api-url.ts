/** Parameters of a request by name. Null and undefined leave a parameter out. */
export type ApiInput = Readonly<
  Record<string, string | number | bigint | boolean | null | undefined>
>;

/** Parameters as a request carries them. */
export type RawInput = Readonly<Record<string, string>>;

/** Identifies a request in the query cache: the segments of its path below `/api`, then its query. */
export type ApiKey = readonly [...segments: string[], query: RawInput];

const prefix = "/api/";

/**
 * The key of a request to `path`, as `/api/performance/user/{id}`. Parameters outside the path are its query.
 * @throws Error when a parameter of the path is missing.
 */
export function toApiKey(path: string, input: ApiInput): ApiKey {
  const segments = listSegments(path);
  const inPath = segments.flatMap((segment) => getPlaceholder(segment) ?? []);
  const given = Object.entries(input).flatMap(([name, value]) =>
    value === null || value === undefined || inPath.includes(name) ? [] : [[name, String(value)]],
  );
  return [
    ...segments.map((segment) => fillSegment(path, segment, input)),
    Object.fromEntries(given),
  ];
}

/** The URL of the request that a key identifies. */
export function toApiUrl(path: string, input: ApiInput): string {
  const key = toApiKey(path, input);
  const segments = key.slice(0, -1).map((segment) => encodeURIComponent(String(segment)));
  const search = new URLSearchParams(getQuery(key)).toString();
  return `${prefix}${segments.join("/")}${search === "" ? "" : `?${search}`}`;
}

/** Where keys of every request to `path`, and to paths below it, begin. */
export function toKeyPrefix(path: string): readonly string[] {
  return listSegments(path);
}

/**
 * The parameters of a request to `path` by its key; what follows the query in the key is ignored.
 * @throws Error for a key of another path.
 */
export function parseApiKey(
  path: string,
  key: readonly unknown[],
): { readonly params: RawInput; readonly query: RawInput } {
  const segments = listSegments(path);
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const name = getPlaceholder(segment);
    const value = key[index];
    if (typeof value !== "string" || (name === null && value !== segment)) {
      throw new Error(`The key ${JSON.stringify(key)} is not one of ${path}.`);
    }
    if (name !== null) {
      params[name] = value;
    }
  }
  return { params, query: toRawInput(path, key[segments.length]) };
}

function toRawInput(path: string, value: unknown): RawInput {
  if (typeof value !== "object" || value === null) {
    throw new Error(`The key is not one of ${path}: it is longer or shorter.`);
  }
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}

function getQuery(key: ApiKey): RawInput {
  const last = key.at(-1);
  return typeof last === "object" ? last : {};
}

function listSegments(path: string): string[] {
  return path.slice(prefix.length).split("/");
}

/** The name of a segment as `{id}`; null for any other. */
function getPlaceholder(segment: string): string | null {
  return /^\{(\w+)\}$/.exec(segment)?.[1] ?? null;
}

function fillSegment(path: string, segment: string, input: ApiInput): string {
  const name = getPlaceholder(segment);
  if (name === null) {
    return segment;
  }
  const value = input[name];
  if (value === null || value === undefined) {
    throw new Error(`The path ${path} needs ${name}.`);
  }
  return String(value);
}
