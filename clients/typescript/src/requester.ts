import { ProblemError, readProblem } from "./problem-error.js";

/** What the path and the query of a request have, by their names. */
export type Parameters = Readonly<Record<string, unknown>>;

export type CallOptions = {
  /** Ends the request, and the wait before another attempt. */
  readonly signal?: AbortSignal;
  /** Of a file: its content type. */
  readonly contentType?: string;
};

export type CreateOptions = CallOptions & {
  /** The key by which a repeated request is recognized for 24 hours; by default a new one for each call. */
  readonly idempotencyKey?: string;
};

export type WriteOptions = CallOptions & {
  /** The version that the write expects, from `getEtag`. Where another write came first, it is a 412. */
  readonly ifMatch?: string;
};

export type ApiRequest = {
  readonly method: string;
  /** As `/api/performance/members/{id}`. */
  readonly path: string;
  readonly parameters?: Parameters;
  readonly body?: unknown;
  readonly file?: BodyInit;
  readonly creates?: boolean;
  readonly options: CreateOptions & WriteOptions;
};

export type ClientOptions = {
  /** The address of the service, as `https://performance.example.com`. */
  readonly baseUrl: string;
  /** The token of a member or a service account. */
  readonly token: string;
  /** How often a request is sent at most. Default: 5. */
  readonly maxAttempts?: number;
  /** The longest wait before another attempt, in seconds. Default: 60. */
  readonly maxWaitSeconds?: number;
  readonly fetch?: typeof fetch;
};

/** Statuses after which the service did nothing, and says when to try again. */
const retriedStatuses = [429, 503];

const repeatableMethods = ["GET", "PUT", "DELETE"];

const etags = new WeakMap<object, string>();

/**
 * The version of what a call returned, for `ifMatch` of the next write.
 * @throws Error for a result without one, such as an entry of a list: read it by its own operation.
 */
export function getEtag(result: object): string {
  const etag = etags.get(result);
  if (etag === undefined)
    throw new Error("This result has no version. Read the resource by itself.");
  return etag;
}

/** Sends requests with a token, tries again when the service asks for it, and throws what it reports. */
export class Requester {
  readonly #baseUrl: string;
  readonly #token: string;
  readonly #maxAttempts: number;
  readonly #maxWaitSeconds: number;
  readonly #fetch: typeof fetch;

  constructor({ baseUrl, token, maxAttempts = 5, maxWaitSeconds = 60, ...rest }: ClientOptions) {
    this.#baseUrl = baseUrl.replace(/\/+$/, "");
    this.#token = token;
    this.#maxAttempts = maxAttempts;
    this.#maxWaitSeconds = maxWaitSeconds;
    this.#fetch = rest.fetch ?? globalThis.fetch.bind(globalThis);
  }

  /** @throws ProblemError where the response is an error. */
  async request<Result>(request: ApiRequest): Promise<Result> {
    const response = await this.requestFile(request);
    if (response.status === 204) return undefined as Result;
    const result = (await response.json()) as Result;
    const etag = response.headers.get("etag");
    if (etag !== null && typeof result === "object" && result !== null) etags.set(result, etag);
    return result;
  }

  /** The response itself, whose body can be read as a stream. @throws ProblemError where it is an error. */
  async requestFile(request: ApiRequest): Promise<Response> {
    const { url, init } = this.#prepare(request);
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= this.#maxAttempts;
      const response = await this.#send(url, init, isLast);
      if (response?.ok === true) return response;
      const seconds = this.#findWait(response, attempt);
      if (response !== null && (isLast || seconds === null)) {
        throw new ProblemError(response.status, await readProblem(response));
      }
      await response?.body?.cancel();
      await wait(seconds ?? 1, request.options.signal);
    }
  }

  /** The entries of all pages of a list. */
  async *iterate<Page extends { readonly next_cursor: string | null }, Entry>(
    request: ApiRequest,
    getEntries: (page: Page) => readonly Entry[],
  ): AsyncGenerator<Entry> {
    let cursor = request.parameters?.cursor;
    do {
      const parameters = { ...request.parameters, cursor };
      const page = await this.request<Page>({ ...request, parameters });
      yield* getEntries(page);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** Null where the connection failed, and the request may be sent again. */
  async #send(url: string, init: RequestInit, isLast: boolean): Promise<Response | null> {
    try {
      return await this.#fetch(url, init);
    } catch (error) {
      const isRepeatable =
        repeatableMethods.includes(init.method ?? "") ||
        new Headers(init.headers).has("idempotency-key");
      if (!isRepeatable || isLast || init.signal?.aborted === true) throw error;
      return null;
    }
  }

  /** The seconds before another attempt; null where there is none. */
  #findWait(response: Response | null, attempt: number): number | null {
    const backOff = Math.min(2 ** (attempt - 1), this.#maxWaitSeconds);
    if (response === null) return backOff;
    if (!retriedStatuses.includes(response.status)) return null;
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    if (Number.isNaN(seconds)) return backOff;
    return seconds > this.#maxWaitSeconds ? null : seconds;
  }

  #prepare({ method, path, parameters = {}, body, file, creates, options }: ApiRequest) {
    const query = new URLSearchParams();
    let filled = path;
    for (const [name, value] of Object.entries(parameters)) {
      if (value === undefined || value === null) continue;
      const place = `{${name}}`;
      if (path.includes(place)) filled = filled.replace(place, encodeURIComponent(String(value)));
      else query.set(name, String(value));
    }
    const headers = new Headers({ authorization: `Bearer ${this.#token}` });
    if (body !== undefined) headers.set("content-type", "application/json");
    if (file !== undefined) headers.set("content-type", options.contentType ?? "text/csv");
    if (creates === true) {
      headers.set("idempotency-key", options.idempotencyKey ?? crypto.randomUUID());
    }
    if (options.ifMatch !== undefined) headers.set("if-match", options.ifMatch);
    const text = query.size === 0 ? "" : `?${query}`;
    const content = file ?? (body === undefined ? null : JSON.stringify(body));
    const signal = options.signal ?? null;
    const init: RequestInit = { method, headers, body: content, signal };
    return { url: `${this.#baseUrl}${filled}${text}`, init };
  }
}

function wait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, seconds * 1000);
    if (signal?.aborted === true) end();
    signal?.addEventListener("abort", end, { once: true });
  });
}
