import type { ParamCode } from "@/lib/param-codes";

/** lib/api/problem.ts maps each code to an HTTP status. */
export const errorCodes = [
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "conflict",
  "precondition_failed",
  "idempotency_key_reused",
  "payload_too_large",
  "unsupported_media_type",
  "rate_limited",
  "overloaded",
  "unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Codes that say more than the code of their status, with that code. */
export const exactCodes = {
  insufficient_scope: "forbidden",
  role_required: "forbidden",
  browser_only: "forbidden",
  cross_site: "forbidden",
  own_assignment: "forbidden",
  about_yourself: "forbidden",
  only_yourself: "forbidden",
  second_person: "forbidden",
  switched_off: "forbidden",
  privacy_mode: "forbidden",
  unknown_reference: "not_found",
  idempotency_in_progress: "conflict",
  idempotency_response_lost: "conflict",
  idempotency_secret_shown: "conflict",
} as const satisfies Record<string, ErrorCode>;

export type ExactCode = keyof typeof exactCodes;
export type ForbiddenCode = {
  [Code in ExactCode]: (typeof exactCodes)[Code] extends "forbidden" ? Code : never;
}[ExactCode];

/** The `code` of an error response: never `forbidden`, in whose place an exact code says why. */
export type ProblemCode = Exclude<ErrorCode, "forbidden"> | ExactCode;

/** An invalid parameter or field. `name` is its path in the request (`days`, `facts.difficulty`). */
export type InvalidParam = {
  readonly name: string;
  /** Absent: `invalid_value`. */
  readonly code?: ParamCode;
  readonly reason: string;
};

type AppErrorOptions = {
  /** Absent: the code says it all. */
  readonly exactCode?: ExactCode;
  /** A token with any one of these scopes may do it. */
  readonly requiredScopes?: readonly string[];
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
  /** The `code` of the response. */
  readonly exactCode: ProblemCode;
  readonly requiredScopes: readonly string[] | null;
  readonly invalidParams: readonly InvalidParam[] | null;
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.exactCode = options.exactCode ?? (code === "forbidden" ? "role_required" : code);
    this.requiredScopes = options.requiredScopes ?? null;
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

/**
 * For an id or a name in a body: the URL is right, and what the body names is missing or hidden, the same for both.
 *
 * @param name the field, by its path in the request.
 */
export function createUnknownReferenceError(name: string): AppError {
  return new AppError(
    "not_found",
    `What ${name} names does not exist, or you do not have access to it. Nothing was changed.`,
    {
      exactCode: "unknown_reference",
      invalidParams: [
        {
          name,
          code: "unknown_reference",
          reason: "must name something that exists and that you have access to",
        },
      ],
    },
  );
}

const forbiddenTexts: Record<ForbiddenCode, string> = {
  insufficient_scope:
    "Your token does not have a scope that allows this. Create a token with the scope that is needed.",
  role_required:
    "Your role does not allow this. An administrator of your organization can change your role.",
  browser_only:
    "This is done by a person in a browser, not with a token. Sign in and open the page for it.",
  cross_site:
    "A request with the cookie of a session must come from a page of this site and name it in the header Origin. Open the page here and try again. Programs send a token instead.",
  own_assignment:
    "This is your own work: another person has to assign, amend, reopen or cancel it. You may complete it. Nothing was changed.",
  about_yourself: "This is about yourself: another person has to do it. Nothing was changed.",
  only_yourself: "Only the person themself may do this, whatever your role.",
  second_person:
    "You made what this is about: another person has to decide about it. Nothing was changed.",
  switched_off:
    "Your organization has switched this off. An administrator can change that in the settings.",
  privacy_mode: "The privacy mode of your organization does not show this.",
};

/** The same for every target, whether or not it exists. @param detail by default the sentence of the code. */
export function createForbiddenError(
  exactCode: ForbiddenCode,
  {
    detail,
    ...options
  }: Pick<AppErrorOptions, "requiredScopes"> & { readonly detail?: string } = {},
): AppError {
  return new AppError("forbidden", detail ?? forbiddenTexts[exactCode], { ...options, exactCode });
}

/** The same text for a missing, unknown, expired or revoked credential. */
export function createUnauthenticatedError(): AppError {
  return new AppError(
    "unauthenticated",
    "Sign in, or send a valid token as “Authorization: Bearer pts_…”.",
  );
}
