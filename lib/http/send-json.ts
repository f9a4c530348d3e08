import { reach, readResponse } from "@/lib/http/fetch-json";

/**
 * Writes to one of the service's own addresses.
 * @throws RequestProblem where the server is not reached, refuses, or answers no JSON.
 */
export async function sendJson<Answer>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  address: string,
  body?: unknown,
): Promise<Answer> {
  const content =
    body === undefined
      ? {}
      : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return readResponse<Answer>(await reach(address, { method, ...content }));
}
