/** lib/api/problem.ts maps each code to an HTTP status. */
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

/** An invalid parameter or field. `name` is its path in the request (`days`, `facts.difficulty`). */
export type InvalidParam = { readonly name: string; readonly reason: string };

type AppErrorOptions = {
  readonly invalidParams?: readonly InvalidParam[];
  /** Whole seconds until the same request may succeed. */
  readonly retryAfterSeconds?: number;
  /** Logged, never sent to the client. */
  readonly cause?: unknown;
};

/**
 * The only error that services throw. `detail` says what happened, what was kept and what to do next. The caller reads
 * it, so it never contains anything that the caller may not see.
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

/** The same text for a missing and for a hidden resource, so that it reveals nothing. */
export function createNotFoundError(): AppError {
  return new AppError("not_found", "This does not exist, or you do not have access to it.");
}

/** The same text for every target, whether or not it exists. */
export function createForbiddenError(): AppError {
  return new AppError(
    "forbidden",
    "Your role or the scopes of your token do not allow this. An administrator of your organization can change them.",
  );
}

/** The same text for a missing, unknown, expired or revoked credential. */
export function createUnauthenticatedError(): AppError {
  return new AppError(
    "unauthenticated",
    "Sign in, or send a valid token as “Authorization: Bearer pts_…”.",
  );
}
