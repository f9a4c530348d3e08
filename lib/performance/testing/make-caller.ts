import type { RouteHandler } from "@/lib/api/route";
import { createToken } from "@/lib/auth/tokens/create-token";
import type { Context, TokenScope } from "@/lib/context";

type ApiResponse = { readonly status: number; readonly body: Record<string, unknown> };
type Call = {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: string;
  readonly body?: unknown;
};
type PlainHandler = (...call: Parameters<RouteHandler>) => Promise<Response> | Response;

/** A member who calls the API with a token of their own: `call(route.PATCH, { params, body })`. */
export type Caller = {
  readonly token: string;
  readonly call: (handler: PlainHandler, call?: Call) => Promise<ApiResponse>;
};

/** A caller with a new token; without `scopes` it may do everything that its owner's role allows. */
export async function makeCaller(
  context: Context,
  userId: number,
  scopes: readonly TokenScope[] | null = null,
  days = 1,
): Promise<Caller> {
  const { token } = await createToken(context, { userId, name: "test", scopes, days });
  return { token, call: (handler, call) => callRoute(handler, { token, ...call }) };
}

/** Calls a route handler as an HTTP client does; without a token the request is unauthenticated. */
export async function callRoute(
  handler: PlainHandler,
  { token, params = {}, query = "", body }: Call & { readonly token?: string } = {},
): Promise<ApiResponse> {
  const request = new Request(`http://localhost:3000/api/test${query}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      "x-request-id": "request-1",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const named = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, `${value}`]),
  );
  const response = await handler(request, { params: Promise.resolve(named) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
}
