export type InvalidField = { readonly name: string; readonly reason: string };

/** Why a request gave no answer that can be shown. Texts are the server's own (problem+json), or null where it gave none. */
export class RequestProblem extends Error {
  /** HTTP status; null: the server was not reached. */
  readonly status: number | null;
  /** The `code` of problem+json, `unreachable` or `unreadable`. */
  readonly code: string;
  readonly title: string | null;
  readonly detail: string | null;
  readonly requestId: string | null;
  /** The fields of the request that were refused, by their path in it. */
  readonly refusedFields: readonly InvalidField[];

  constructor(problem: {
    status: number | null;
    code: string;
    title?: string | null;
    detail?: string | null;
    requestId?: string | null;
    refusedFields?: readonly InvalidField[];
    cause?: unknown;
  }) {
    super(problem.detail ?? problem.title ?? problem.code, { cause: problem.cause });
    this.name = "RequestProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title ?? null;
    this.detail = problem.detail ?? null;
    this.requestId = problem.requestId ?? null;
    this.refusedFields = problem.refusedFields ?? [];
  }
}

/**
 * GETs one of the service's own addresses, with the session's cookie or, where one is given, as a token's owner.
 * @throws RequestProblem where the server is not reached, answers an error, or answers no JSON.
 */
export async function fetchJson<Answer>(
  address: string,
  { signal = null, token }: { signal?: AbortSignal | null; token?: string } = {},
): Promise<Answer> {
  const headers: Record<string, string> =
    token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return readResponse<Answer>(await reach(address, { signal, headers }));
}

/** The fetch of this service's own addresses. @throws RequestProblem where the server is not reached. */
export async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, {
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
 * The JSON of an answer. The cast is safe: the address and its response schema belong together, and the server checks
 * each answer against it.
 * @throws RequestProblem for an error, or an answer that is no JSON.
 */
export async function readResponse<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) {
    throw await readProblem(response);
  }
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    throw new RequestProblem({ status: response.status, code: "unreadable", cause: error });
  }
}

async function readProblem(response: Response): Promise<RequestProblem> {
  const body: unknown = await response.json().catch(() => null);
  return new RequestProblem({
    status: response.status,
    code: textIn(body, "code") ?? "unreadable",
    title: textIn(body, "title"),
    detail: textIn(body, "detail"),
    requestId: textIn(body, "request_id"),
    refusedFields: refusedFieldsIn(body),
  });
}

function refusedFieldsIn(body: unknown): readonly InvalidField[] {
  const listed = valueIn(body, "invalid_params");
  return (Array.isArray(listed) ? listed : []).flatMap((field: unknown) => {
    const name = textIn(field, "name");
    return name === null ? [] : [{ name, reason: textIn(field, "reason") ?? "" }];
  });
}

function textIn(body: unknown, name: string): string | null {
  const value = valueIn(body, name);
  return typeof value === "string" ? value : null;
}

function valueIn(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}
