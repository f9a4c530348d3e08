/** Letters, digits and some signs, none of which the router treats in a special way; no dot segments. */
const plainPath = /^\/api(?:\/(?!\.{1,2}(?:\/|$))[\w~.-]+)+$/;
const fileOfRouter = /\.(?:rsc|segments)(?:\/|$)/;
/** The router reads parameters that begin with `_` or `nxt`. */
const plainQuery = /^(?:(?!nxt)[a-z][\w.-]*(?:=[^&]*)?(?:&|$))*$/i;
const headerOfRouter =
  /^(?:rsc$|next-|x-next|x-middleware-|x-invoke-|x-matched-path$|x-now-|x-vercel-|x-prerender-)/;
const codings = /^[a-z ,-]*$/;

/**
 * The handler for a request and its parameters; null for each request that only Next.js handles: one of another method,
 * one that is no plain request to a route, or one that its router treats in a special way.
 */
export function findRoute(routes, { method, url, headers }) {
  const queryAt = url.indexOf("?");
  const pathname = queryAt === -1 ? url : url.slice(0, queryAt);
  if (!plainPath.test(pathname) || fileOfRouter.test(pathname)) return null;
  if (queryAt !== -1 && !plainQuery.test(url.slice(queryAt + 1))) return null;
  const found = matchPath(routes, pathname);
  const handler = found?.handlers?.get(method);
  if (handler === undefined || !hasPlainHeaders(headers)) return null;
  return { handler, params: found.params, pathname };
}

function matchPath({ fixed, dynamic }, pathname) {
  const handlers = fixed.get(pathname);
  if (handlers !== undefined) return { handlers, params: {} };
  for (const { expression, names, handlers: found } of dynamic) {
    const match = expression.exec(pathname);
    // A plain path contains no escapes, so its segments need no decoding.
    if (match !== null) {
      const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1]]));
      return { handlers: found, params };
    }
  }
  return null;
}

function hasPlainHeaders(headers) {
  for (const name in headers) {
    if (headerOfRouter.test(name) || typeof headers[name] !== "string") return false;
  }
  const accepted = (headers["accept-encoding"] ?? "").toLowerCase();
  return codings.test(accepted) && (acceptsGzip(headers) || !accepted.includes("deflate"));
}

/** Whether a plain request accepts gzip, the coding that Next.js prefers. */
export function acceptsGzip({ "accept-encoding": accepted = "" }) {
  return /(?:^|[ ,])gzip(?:$|[ ,])/i.test(accepted);
}

/** The headers that next.config.mjs gives to the response. */
export function findHeaders({ headerRules }, pathname, requestHeaders) {
  const found = new Map();
  for (const { expression, conditions, headers } of headerRules) {
    const isMet = ({ key, expression: value }) => value.test(requestHeaders[key] ?? "");
    if (expression.test(pathname) && conditions.every(isMet)) {
      for (const { key, value } of headers) found.set(key, value);
    }
  }
  return found;
}
