import type {
  FieldDescription,
  OperationDescription,
  OperationHead,
  ParameterDescription,
} from "./operation";

/** What was filled in, as text; what is empty is left out. */
export type FilledIn = Readonly<Record<string, string>>;

type Addressed = Pick<OperationHead, "path"> & {
  readonly parameters: readonly Pick<ParameterDescription, "name" | "place" | "isRequired">[];
};

/** The address with what was filled in; a part of the path that was not stays as `{id}`. */
export function buildUrl({ path, parameters }: Addressed, filledIn: FilledIn): string {
  const query = new URLSearchParams();
  let address = path;
  for (const { name, place } of parameters) {
    const value = filledInAs(filledIn, name);
    if (value !== "" && place === "path") {
      address = address.replace(`{${name}}`, encodeURIComponent(value));
    } else if (value !== "") {
      query.set(name, value);
    }
  }
  const search = query.toString();
  return search === "" ? address : `${address}?${search}`;
}

/** A body to begin with: the example, else what is required, with nothing in it yet. */
export function suggestBody(request: OperationDescription["request"]): string {
  return request === null
    ? ""
    : (request.example ?? JSON.stringify(emptyObject(request.value.fields), null, 2));
}

function emptyObject(fields: readonly FieldDescription[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.filter(({ isRequired }) => isRequired).map((field) => [field.name, emptyValue(field)]),
  );
}

function emptyValue({ type, choices, fields }: FieldDescription): unknown {
  if (type.endsWith("[]")) return [];
  if (fields.length > 0) return emptyObject(fields);
  if (/^(integer|number)/.test(type)) return 0;
  return type.startsWith("boolean") ? false : (choices[0] ?? "");
}

/** The names of what must be filled in and is not. */
export function listMissing({ parameters }: Addressed, filledIn: FilledIn): string[] {
  return parameters
    .filter(({ name, isRequired }) => isRequired && filledInAs(filledIn, name) === "")
    .map(({ name }) => name);
}

function filledInAs(filledIn: FilledIn, name: string): string {
  return (filledIn[name] ?? "").trim();
}

/** The same request from a shell. The token is read from `$TOKEN`, so that it is not in the shell's history. */
export function buildCurl(
  { method, credential, request }: Pick<OperationDescription, "method" | "credential" | "request">,
  { origin, address, body }: { origin: string; address: string; body: string },
): string {
  const parts = ["curl"];
  if (method !== "GET") parts.push(`-X ${method}`);
  if (credential === "session or token") parts.push('-H "Authorization: Bearer $TOKEN"');
  if (credential === "session") parts.push('-b "pts-session=$SESSION"', `-H 'Origin: ${origin}'`);
  if (request !== null && body.trim() !== "") {
    parts.push("-H 'Content-Type: application/json'", `-d ${quote(compact(body))}`);
  }
  return [...parts, quote(`${origin}${address}`)].join(" \\\n  ");
}

/** Within single quotes a shell takes everything as it stands but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function compact(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
