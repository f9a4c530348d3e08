import {
  type ErrorCode,
  type ExactCode,
  errorCodes,
  exactCodes,
  type ProblemCode,
} from "@/lib/errors";
import type { ParamCode } from "@/lib/param-codes";

export const problemKinds: Record<ErrorCode, { readonly status: number; readonly title: string }> =
  {
    invalid_request: { status: 400, title: "Invalid request" },
    unauthenticated: { status: 401, title: "Not signed in" },
    forbidden: { status: 403, title: "Not allowed" },
    not_found: { status: 404, title: "Not found" },
    method_not_allowed: { status: 405, title: "Method not allowed" },
    conflict: { status: 409, title: "Conflict" },
    precondition_failed: { status: 412, title: "Changed meanwhile" },
    payload_too_large: { status: 413, title: "Too large" },
    unsupported_media_type: { status: 415, title: "Unsupported media type" },
    idempotency_key_reused: { status: 422, title: "Key used before" },
    rate_limited: { status: 429, title: "Too many requests" },
    internal: { status: 500, title: "Internal error" },
    overloaded: { status: 503, title: "Too busy" },
    unavailable: { status: 503, title: "Not available" },
  };

/** Every `code` of an error response. */
export const problemCodes: readonly ProblemCode[] = [
  ...errorCodes.flatMap((code) => (code === "forbidden" ? [] : code)),
  ...Object.keys(exactCodes).filter(isExactCode),
];

function isExactCode(code: string): code is ExactCode {
  return code in exactCodes;
}

/** The status and title of the responses with a code. */
export function getProblemKind(code: ProblemCode): (typeof problemKinds)[ErrorCode] {
  return problemKinds[isExactCode(code) ? exactCodes[code] : code];
}

/** The section about a code in the documentation, a path on this server. */
export function toProblemType(code: ProblemCode): string {
  return `/docs/errors#${code}`;
}

type Explanation = {
  /** What the code means. */
  readonly means: string;
  /** What the caller does next. */
  readonly next: string;
};

export const problemExplanations: Record<ProblemCode, Explanation> = {
  invalid_request: {
    means: "A parameter or field is unknown, missing or out of range.",
    next: "Correct what `invalid_params` names: all that is wrong in path, query and body, each with a code and a sentence.",
  },
  unauthenticated: {
    means: "No credential, or one that is unknown, expired or revoked.",
    next: "Send a valid token as `Authorization: Bearer pts_…`.",
  },
  insufficient_scope: {
    means: "The token lacks the scope. The role of its owner would allow the request.",
    next: "Create a token with any one of `required_scopes`. `WWW-Authenticate` names them too.",
  },
  role_required: {
    means: "The role of the caller does not allow the request, whatever the target is.",
    next: "The description of the operation names the roles. An administrator changes roles.",
  },
  browser_only: {
    means: "The operation is for a person in a browser. No token may call it, whatever its scopes.",
    next: "Sign in and use the page.",
  },
  cross_site: {
    means: "A write with the cookie of a session has no `Origin`, or that of another site.",
    next: "Send a token instead of the cookie, or the request from a page of this site.",
  },
  own_assignment: {
    means: "The caller would write an assignment of their own.",
    next: "Let another person write it, or a token of another person. You may complete your own.",
  },
  about_yourself: {
    means: "The request is about the caller: their own skills, contest or decision.",
    next: "Let another person send it.",
  },
  only_yourself: {
    means: "What the path names is open to that member alone, whatever the role of the caller.",
    next: "Name your own id, or let the member send the request.",
  },
  second_person: {
    means: "The caller made the change or the decision that this is about.",
    next: "Let another person decide.",
  },
  switched_off: {
    means: "A setting of the organization has switched this off.",
    next: "An administrator can switch it on in the settings.",
  },
  privacy_mode: {
    means: "The privacy mode of the organization does not show it to anyone in your place.",
    next: "Use the figures of groups, or ask an administrator about the privacy mode.",
  },
  not_found: {
    means: "It does not exist, or you may not see it: the response is the same for both.",
    next: "Check the path and the ids in it.",
  },
  unknown_reference: {
    means: "An id or a name in the body names nothing that you may use. The URL is right.",
    next: "Correct the field that `invalid_params` names.",
  },
  method_not_allowed: {
    means: "The URL does not have this method.",
    next: "Use one of the methods in the header `Allow`.",
  },
  conflict: {
    means: "It contradicts what is stored. Nothing was changed.",
    next: "Read what is stored, and decide again. `detail` says what the conflict is.",
  },
  precondition_failed: {
    means:
      "It was changed since you read it: `If-Match` names an earlier version. Nothing was changed.",
    next: "Read it again, decide again, and send the `ETag` of that response.",
  },
  idempotency_key_reused: {
    means:
      "Another request had this `Idempotency-Key`: its path, query or body differs. Nothing was changed.",
    next: "Send a new key with each new request, and the same key only with the same request.",
  },
  idempotency_in_progress: {
    means: "The first request with this `Idempotency-Key` is under way.",
    next: "Send it again after as many seconds as `Retry-After` says.",
  },
  idempotency_response_lost: {
    means:
      "The first request with this `Idempotency-Key` did its work, and its response is not kept.",
    next: "Read what it created, by its `external_id`, its name or in the list, in the place of sending it again.",
  },
  idempotency_secret_shown: {
    means:
      "The first request with this `Idempotency-Key` did its work. Its response had a secret, which is shown only once.",
    next: "If the secret is lost, revoke what `detail` names, and create another one with a new key.",
  },
  payload_too_large: {
    means: "The body is larger than 1 MiB, or a file larger than 512 MB.",
    next: "Send it in parts.",
  },
  unsupported_media_type: {
    means: "The body is not `application/json`, or not one of the content types of a file.",
    next: "Send `Content-Type: application/json`, or one of the types that the operation names.",
  },
  rate_limited: {
    means: "Too many requests.",
    next: "Wait for as many seconds as `Retry-After` says.",
  },
  internal: {
    means: "An error of the service. The log has its details.",
    next: "Try again. If it fails again, tell your administrator the `request_id`.",
  },
  overloaded: {
    means: "Too busy.",
    next: "Send the request again after as many seconds as `Retry-After` says.",
  },
  unavailable: {
    means: "The database does not respond.",
    next: "Send the request again after as many seconds as `Retry-After` says.",
  },
};

export const paramMeanings: Record<ParamCode, string> = {
  missing: "It must be given.",
  unknown: "There is no such parameter or field.",
  repeated: "It is in the query more than once.",
  wrong_type: "It has another kind of value, such as text for a number.",
  out_of_range: "It is too large, too small, too long or too short.",
  not_an_option: "It is none of the accepted values.",
  invalid_format: "It does not have the form that the reference names.",
  invalid_time: "It is no time or date, or none that exists.",
  time_without_zone: "A time has neither `Z` nor an offset.",
  end_of_list: "There is no page after the last one: stop where `next_cursor` is null.",
  invalid_cursor: "The cursor is not of this list, with these filters and this order.",
  conflicting: "It contradicts another parameter or field.",
  unknown_reference: "It names nothing that you may use.",
  invalid_value: "It is not accepted for another reason, which the sentence says.",
};
