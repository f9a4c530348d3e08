import type { Problem } from "./types.js";

/** An error response of the service, by RFC 9457. `code` says why, for programs. */
export class ProblemError extends Error {
  readonly status: number;
  /** Undefined where something other than the service responded, such as a proxy. */
  readonly code: Problem["code"] | undefined;
  readonly requestId: string | undefined;
  readonly invalidParams: NonNullable<Problem["invalid_params"]>;
  readonly requiredScopes: readonly string[];

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? `The service responded with ${status}.`);
    this.name = "ProblemError";
    this.status = status;
    this.code = problem.code;
    this.requestId = problem.request_id;
    this.invalidParams = problem.invalid_params ?? [];
    this.requiredScopes = problem.required_scopes ?? [];
  }
}

/** Empty where the body is no problem. */
export async function readProblem(response: Response): Promise<Partial<Problem>> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return {};
  }
}
