/** Why a request gave no answer that can be shown. Texts are the server's own (problem+json), or null where it gave none. */
export class RequestProblem extends Error {
  /** HTTP status; null: the server was not reached. */
  readonly status: number | null;
  /** The `code` of problem+json, `unreachable` or `unreadable`. */
  readonly code: string;
  readonly title: string | null;
  readonly detail: string | null;
  readonly requestId: string | null;

  constructor(problem: {
    status: number | null;
    code: string;
    title?: string | null;
    detail?: string | null;
    requestId?: string | null;
    cause?: unknown;
  }) {
    super(problem.detail ?? problem.title ?? problem.code, { cause: problem.cause });
    this.name = "RequestProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title ?? null;
    this.detail = problem.detail ?? null;
    this.requestId = problem.requestId ?? null;
  }
}

/**
 * GETs one of the service's own addresses.
 * @throws RequestProblem where the server is not reached, answers an error, or answers no JSON.
 */
export async function fetchJson<Answer>(
  address: string,
  options: { signal?: AbortSignal } = {},
): Promise<Answer> {
  const response = await reach(address, options.signal);
  if (!response.ok) {
    throw await readProblem(response);
  }
  return readAnswer<Answer>(response);
}

async function reach(address: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(address, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new RequestProblem({ status: null, code: "unreachable", cause: error });
  }
}

async function readProblem(response: Response): Promise<RequestProblem> {
  const body: unknown = await response.json().catch(() => null);
  const text = (name: string) => {
    const value =
      typeof body === "object" && body !== null ? new Map(Object.entries(body)).get(name) : null;
    return typeof value === "string" ? value : null;
  };
  return new RequestProblem({
    status: response.status,
    code: text("code") ?? "unreadable",
    title: text("title"),
    detail: text("detail"),
    requestId: text("request_id"),
  });
}

/** The cast is safe: the address and its response schema belong together, and the server checks each answer against it. */
async function readAnswer<Answer>(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    throw new RequestProblem({ status: response.status, code: "unreadable", cause: error });
  }
}
