/** Every way in which a request can fail that a caller may be told of. HTTP knows nothing of it: see lib/api/problem.ts. */
export const errorCodes = [
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "conflict",
  "payload_too_large",
  "unsupported_media_type",
  "rate_limited",
  "overloaded",
  "unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A parameter or field that was refused; `name` is its path in the request (`days`, `facts.difficulty`). */
export type InvalidParam = { readonly name: string; readonly reason: string };

type AppErrorOptions = {
  readonly invalidParams?: readonly InvalidParam[];
  /** Whole seconds after which the same request may succeed. */
  readonly retryAfterSeconds?: number;
  /** What lies behind it; logged, never shown. */
  readonly cause?: unknown;
};

/**
 * The one error that services throw. `detail` is a sentence for people: what happened, what was kept, what to do next.
 * It is shown to whoever asked, so it never holds anything that they may not see.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly invalidParams: readonly InvalidParam[] | null;
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.invalidParams = options.invalidParams ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }

  get detail(): string {
    return this.message;
  }
}

/** The one wording of "not there": whether a thing is absent or out of sight cannot be told apart. */
export function notFoundError(): AppError {
  return new AppError("not_found", "There is nothing at this address, or it is not yours to see.");
}

/** The one wording of "not allowed", the same for every target, there or not. */
export function forbiddenError(): AppError {
  return new AppError(
    "forbidden",
    "Your role, or the scopes of your token, do not allow this. An administrator of your organization can change that.",
  );
}

/** The one wording of a missing, unknown, expired or revoked credential. */
export function unauthenticatedError(): AppError {
  return new AppError(
    "unauthenticated",
    "Sign in, or send a valid token as “Authorization: Bearer pts_…”.",
  );
}
