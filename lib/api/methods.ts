import { createPreflightHeaders } from "@/lib/api/cors/share-response";
import { createMethodNotAllowedResponse } from "@/lib/api/problem";
import { getRequestId } from "@/lib/api/request-id";
import { createResponseHeaders } from "@/lib/api/response-headers";
import type { RouteHandler } from "@/lib/api/route";
import type { DeclaredRoute } from "@/lib/api/route-declaration";
import { isPersonal } from "@/lib/performance/access/permissions";

export const methodNames = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export type Method = (typeof methodNames)[number];

type Routes = Readonly<Partial<Record<Method, RouteHandler>>>;

type PlainHandler = ((...call: Parameters<RouteHandler>) => Promise<Response> | Response) & {
  /** Undefined for a method that the path does not have. */
  readonly declaration?: DeclaredRoute;
};

/**
 * Everything that a route file exports: its routes, and for every other method a response that lists them. Next.js
 * makes HEAD from GET.
 */
export function methods<Declared extends Routes>(
  routes: Declared,
): Record<Method | "OPTIONS", PlainHandler> & Declared {
  const known = methodNames.filter((name) => routes[name] !== undefined);
  const allow = known
    .flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]))
    .concat("OPTIONS")
    .join(", ");
  const reject: PlainHandler = (request) =>
    createMethodNotAllowedResponse(allow, getRequestId(request.headers));
  const takesTokens = known.some((name) =>
    isPersonal(routes[name]?.declaration.access ?? "public"),
  );
  const listMethods: PlainHandler = async (request) => {
    const common = createResponseHeaders(getRequestId(request.headers));
    const preflight = takesTokens ? await createPreflightHeaders(request, allow) : {};
    return new Response(null, { status: 204, headers: { ...common, ...preflight, allow } });
  };
  return {
    GET: reject,
    POST: reject,
    PUT: reject,
    PATCH: reject,
    DELETE: reject,
    OPTIONS: listMethods,
    ...routes,
  };
}
