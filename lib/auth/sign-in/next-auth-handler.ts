import { parseCookie } from "cookie";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { createResponseHeaders } from "@/lib/api/response-headers";
import { readDevice, rememberDevice } from "@/lib/auth/sign-in/known-device";
import { createNextAuthOptions, type SignInClient } from "@/lib/auth/sign-in/next-auth-options";
import type { PublicContext } from "@/lib/context";
import { getEnvironment } from "@/lib/environment/environment";
import { getClientAddress } from "@/lib/http/client-address";

/** The part of next-auth that is open; everything else it could do is not there. */
const known = new Set([
  "GET csrf",
  "GET session",
  "GET providers",
  "GET signin",
  "POST callback/credentials",
  "POST signout",
]);

export type AuthAction = {
  readonly method: string;
  readonly path: readonly string[];
  /** Already checked to be text only; next-auth itself fails on anything else. */
  readonly body: Readonly<Record<string, string>>;
  readonly headers: Headers;
};

export function isKnownAuthAction(method: string, path: readonly string[]): boolean {
  return known.has(`${method} ${path.join("/")}`);
}

/** Lets next-auth respond, from what it needs and no more: the query and the address to return to are not passed on. */
export async function handleNextAuthRequest(
  base: PublicContext,
  action: AuthAction,
): Promise<Response> {
  const recorder = new ResponseRecorder();
  const environment = getEnvironment();
  const device = readDevice(action.headers.get("cookie"), environment);
  let deviceCookie: string | null = null;
  const client: SignInClient = {
    source: getClientAddress(action.headers),
    device,
    onSignIn: (names) => {
      deviceCookie = rememberDevice(device, names, environment);
    },
  };
  const request = {
    method: action.method,
    query: { nextauth: [...action.path] },
    body: action.body,
    cookies: readCookies(action.headers.get("cookie")),
    headers: {
      host: action.headers.get("host") ?? undefined,
      "user-agent": action.headers.get("user-agent") ?? undefined,
    },
  };
  await NextAuth(
    ...asNextApiCall(request, recorder),
    createNextAuthOptions(base, environment, client),
  );
  const response = recorder.toResponse(base.requestId);
  if (deviceCookie !== null) response.headers.append("set-cookie", deviceCookie);
  return response;
}

/**
 * next-auth reads these five fields of a request and calls these methods of a response, nothing else (4.24.15,
 * next/index).
 */
function asNextApiCall(
  request: Pick<NextApiRequest, "method" | "query" | "body" | "cookies" | "headers">,
  recorder: ResponseRecorder,
): [NextApiRequest, NextApiResponse] {
  return [request as NextApiRequest, recorder as unknown as NextApiResponse];
}

/** The first value of a repeated name; a value that cannot be decoded stays as it is. */
function readCookies(header: string | null): NextApiRequest["cookies"] {
  // The form names the page to return to; next-auth responds 500 to a callback URL that it cannot read.
  const kept = Object.entries(parseCookie(header ?? "")).filter(
    ([name]) => !name.endsWith("next-auth.callback-url"),
  );
  return Object.fromEntries(kept);
}

/** Replaces the response of the older router, for which next-auth's handler was written. */
class ResponseRecorder {
  #status = 200;
  #body: string | null = null;
  readonly #headers = new Map<string, string | string[]>();

  status(status: number): this {
    this.#status = status;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  json(body: unknown): void {
    this.setHeader("content-type", "application/json");
    this.#body = JSON.stringify(body);
  }

  send(body: unknown): void {
    if (typeof body === "string" || body === undefined) {
      this.#body = body ?? null;
    } else {
      this.json(body);
    }
  }

  end(): void {
    this.#body = null;
  }

  toResponse(requestId: string): Response {
    const headers = new Headers(createResponseHeaders(requestId));
    for (const [name, value] of this.#headers) {
      for (const one of [value].flat()) {
        headers.append(name, one);
      }
    }
    headers.set("cache-control", "private, no-store");
    return new Response(this.#body, { status: this.#status, headers });
  }
}
