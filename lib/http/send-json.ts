import { fetchOwn, readResponse } from "@/lib/http/fetch-json";

/**
 * Writes to a URL of this service.
 * @throws RequestProblem where the server is not reached, or responds with an error or without JSON.
 */
export async function sendJson<Data>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  body?: unknown,
): Promise<Data> {
  const content =
    body === undefined
      ? {}
      : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return readResponse<Data>(await fetchOwn(url, { method, ...content }));
}
