/** The version of the API, a date. docs/api-changelog.md says what changed in each. */
export const API_VERSION = "2026-12-01";

/** What every response of the API carries. */
export function createResponseHeaders(requestId: string) {
  return { "api-version": API_VERSION, "x-request-id": requestId };
}
