import { createMethodNotAllowedResponse } from "@/lib/api/problem";
import { getRequestId } from "@/lib/api/request-id";
import type { RouteHandler } from "@/lib/api/route";
import type { DeclaredRoute } from "@/lib/api/route-declaration";

export const methodNames = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export type Method = (typeof methodNames)[number];
type PlainHandler = ((...call: Parameters<RouteHandler>) => Promise<Response> | Response) & {
  /** Of a method that the address takes. */
  readonly declaration?: DeclaredRoute;
};

/**
 * All that a route file exports: its routes, and for every other method an answer that says which there are.
 * HEAD is made of GET by the framework.
 */
export function methods(
  routes: Partial<Record<Method, RouteHandler>>,
): Record<Method | "OPTIONS", PlainHandler> {
  const known = methodNames.filter((name) => routes[name] !== undefined);
  const allow = known
    .flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]))
    .concat("OPTIONS")
    .join(", ");
  const refuse: PlainHandler = (request) =>
    createMethodNotAllowedResponse(allow, getRequestId(request.headers));
  const answerOptions: PlainHandler = () => new Response(null, { status: 204, headers: { allow } });
  return {
    GET: routes.GET ?? refuse,
    POST: routes.POST ?? refuse,
    PUT: routes.PUT ?? refuse,
    PATCH: routes.PATCH ?? refuse,
    DELETE: routes.DELETE ?? refuse,
    OPTIONS: answerOptions,
  };
}
