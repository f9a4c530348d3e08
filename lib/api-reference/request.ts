import type {
  FieldDescription,
  OperationDescription,
  OperationHead,
  ParameterDescription,
} from "./operation";

/** The text of the fields of a form, by name. An empty field is left out of the request. */
export type FilledIn = Readonly<Record<string, string>>;

type RequestTarget = Pick<OperationHead, "path"> & {
  readonly parameters: readonly Pick<ParameterDescription, "name" | "place" | "isRequired">[];
};

/** The URL with the parameters of the form. A parameter of the path that is empty stays as `{id}`. */
export function buildUrl({ path, parameters }: RequestTarget, filledIn: FilledIn): string {
  const query = new URLSearchParams();
  let filledPath = path;
  for (const { name, place } of parameters) {
    const value = getFilledIn(filledIn, name);
    if (value !== "" && place === "path") {
      filledPath = filledPath.replace(`{${name}}`, encodeURIComponent(value));
    } else if (value !== "" && place === "query") {
      query.set(name, value);
    }
  }
  const search = query.toString();
  return search === "" ? filledPath : `${filledPath}?${search}`;
}

/** The headers of the form that are filled in. */
export function listHeaders(
  { parameters }: Pick<RequestTarget, "parameters">,
  filledIn: FilledIn,
): Readonly<Record<string, string>> {
  const filled = parameters
    .filter(({ place }) => place === "header")
    .map(({ name }) => [name, getFilledIn(filledIn, name)] as const)
    .filter(([, value]) => value !== "");
  return Object.fromEntries(filled);
}

/** A body to begin with: the example, else an object with the required fields. */
export function suggestBody(request: OperationDescription["request"]): string {
  return request === null
    ? ""
    : (request.example ?? JSON.stringify(createEmptyObject(request.value.fields), null, 2));
}

function createEmptyObject(fields: readonly FieldDescription[]): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .filter(({ isRequired }) => isRequired)
      .map((field) => [field.name, createEmptyValue(field)]),
  );
}

function createEmptyValue({ type, choices, fields }: FieldDescription): unknown {
  if (type.endsWith("[]")) return [];
  if (fields.length > 0) return createEmptyObject(fields);
  if (/^(integer|number)/.test(type)) return 0;
  return type.startsWith("boolean") ? false : (choices[0] ?? "");
}

/** The names of required parameters that are empty. */
export function listMissing({ parameters }: RequestTarget, filledIn: FilledIn): string[] {
  return parameters
    .filter(({ name, isRequired }) => isRequired && getFilledIn(filledIn, name) === "")
    .map(({ name }) => name);
}

function getFilledIn(filledIn: FilledIn, name: string): string {
  return (filledIn[name] ?? "").trim();
}

/** The request as a curl command. It reads the token from `$TOKEN`, to keep it out of the shell's history. */
export function buildCurl(
  { method, credential, request }: Pick<OperationDescription, "method" | "credential" | "request">,
  {
    origin,
    address,
    body,
    headers = {},
  }: { origin: string; address: string; body: string; headers?: Readonly<Record<string, string>> },
): string {
  const parts = ["curl"];
  if (method !== "GET") parts.push(`-X ${method}`);
  if (credential === "session or token") parts.push('-H "Authorization: Bearer $TOKEN"');
  if (credential === "session") parts.push('-b "pts-session=$SESSION"', `-H 'Origin: ${origin}'`);
  for (const [name, value] of Object.entries(headers))
    parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (request !== null && body.trim() !== "") {
    parts.push("-H 'Content-Type: application/json'", `-d ${quote(compact(body))}`);
  }
  return [...parts, quote(`${origin}${address}`)].join(" \\\n  ");
}

/** Within single quotes a shell takes everything literally except the quote itself. */
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
