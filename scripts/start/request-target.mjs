import { allow } from "./malformed-request.mjs";

/**
 * Brings the target of a request into origin form, a path with its query. In absolute form its host takes the place of
 * the Host header (RFC 9112, 3.2.2).
 * @returns false for any other form, and for more than one Host header (RFC 9112, 3.2).
 */
export function toOriginForm(request) {
  if (countHosts(request.rawHeaders) > 1) return false;
  if (request.url.startsWith("/")) return true;
  if (!/^https?:\/\//i.test(request.url) || !URL.canParse(request.url)) return false;
  const [, rest = ""] = /^https?:\/\/[^/?#]*(.*)$/is.exec(request.url) ?? [];
  request.headers.host = new URL(request.url).host;
  // Not the path of the parsed URL, which has no dot segments any more.
  request.url = rest.startsWith("/") ? rest : `/${rest}`;
  return true;
}

/** Names and values take turns in the list. */
function countHosts(rawHeaders) {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === "host")
    .length;
}

/** Responds to `OPTIONS *`, which asks for the server as a whole (RFC 9110, 9.3.7). */
export function respondToOptions(_request, response) {
  response.setHeader("Allow", allow);
  response.statusCode = 204;
  response.end();
}
