export type InvalidField = { readonly name: string; readonly reason: string };

/** Why a request has no response to show. Texts are the server's (problem+json), or null where it sent none. */
export class RequestProblem extends Error {
  /** The HTTP status; null where the server was not reached. */
  readonly status: number | null;
  /** The `code` of problem+json, `unreachable` or `unreadable`. */
  readonly code: string;
  readonly title: string | null;
  readonly detail: string | null;
  readonly requestId: string | null;
  /** The rejected fields, by their path in the request. */
  readonly rejectedFields: readonly InvalidField[];

  constructor(problem: {
    status: number | null;
    code: string;
    title?: string | null;
    detail?: string | null;
    requestId?: string | null;
    rejectedFields?: readonly InvalidField[];
    cause?: unknown;
  }) {
    super(problem.detail ?? problem.title ?? problem.code, { cause: problem.cause });
    this.name = "RequestProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title ?? null;
    this.detail = problem.detail ?? null;
    this.requestId = problem.requestId ?? null;
    this.rejectedFields = problem.rejectedFields ?? [];
  }
}

/**
 * Requests a URL of this service, with the session's cookie or with a token.
 * @throws RequestProblem where the server is not reached, or responds with an error or without JSON.
 */
export async function fetchJson<Data>(
  url: string,
  { signal = null, token }: { signal?: AbortSignal | null; token?: string } = {},
): Promise<Data> {
  const headers: Record<string, string> =
    token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return readResponse<Data>(await fetchOwn(url, { signal, headers }));
}

/** Fetches a URL of this service. @throws RequestProblem where the server is not reached. */
export async function fetchOwn(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, {
      ...request,
      headers: { Accept: "application/json", ...request.headers },
      credentials: "same-origin",
    });
  } catch (error) {
    if (request.signal?.aborted) {
      throw error;
    }
    throw new RequestProblem({ status: null, code: "unreachable", cause: error });
  }
}

/**
 * The JSON of a response. The cast trusts the server, which checks each response against the schema of its URL outside
 * production.
 * @throws RequestProblem for an error, or a response that is not JSON.
 */
export async function readResponse<Data>(response: Response): Promise<Data> {
  if (!response.ok) {
    throw await readProblem(response);
  }
  try {
    return (await response.json()) as Data;
  } catch (error) {
    throw new RequestProblem({ status: response.status, code: "unreadable", cause: error });
  }
}

async function readProblem(response: Response): Promise<RequestProblem> {
  const body: unknown = await response.json().catch(() => null);
  return new RequestProblem({
    status: response.status,
    code: findText(body, "code") ?? "unreadable",
    title: findText(body, "title"),
    detail: findText(body, "detail"),
    requestId: findText(body, "request_id"),
    rejectedFields: findRejectedFields(body),
  });
}

function findRejectedFields(body: unknown): readonly InvalidField[] {
  const listed = findValue(body, "invalid_params");
  return (Array.isArray(listed) ? listed : []).flatMap((field: unknown) => {
    const name = findText(field, "name");
    return name === null ? [] : [{ name, reason: findText(field, "reason") ?? "" }];
  });
}

function findText(body: unknown, name: string): string | null {
  const value = findValue(body, name);
  return typeof value === "string" ? value : null;
}

function findValue(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}
