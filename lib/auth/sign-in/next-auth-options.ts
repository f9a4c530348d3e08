import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { findSessionCredential } from "@/lib/auth/find-credential";
import { endSession } from "@/lib/auth/sessions/end-sessions";
import { SESSION_HOURS, sessionCookieName } from "@/lib/auth/sessions/session-cookie";
import { isSessionSecret } from "@/lib/auth/sessions/session-secret";
import { type Device, isKnownDevice } from "@/lib/auth/sign-in/known-device";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import type { PublicContext } from "@/lib/context";
import { type Environment, requireAuthSecret } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
import { describeError, getLogger } from "@/lib/log";
import { SECONDS_PER_HOUR } from "@/lib/performance/domain/units/seconds";

export type SignInClient = {
  /** The network of the request. */
  readonly source: string | null;
  readonly device: Device;
  /** Called with all names of the member who has signed in. */
  readonly onSignIn: (names: readonly string[]) => void;
};

/** next-auth passes the message to the sign-in form in `error`. */
function toSignInError(error: unknown): Error {
  if (error instanceof AppError && error.code === "rate_limited") {
    return new Error(`rate_limited:${error.retryAfterSeconds ?? 0}`);
  }
  return error instanceof AppError && error.code === "unauthenticated"
    ? new Error("CredentialsSignin")
    : new Error("unavailable");
}

/**
 * next-auth keeps its "JWT" in the cookie. Here the cookie holds only the session's secret, so no claim can be out of
 * date: every request reads the owner from the database.
 */
export function createNextAuthOptions(
  base: PublicContext,
  environment: Environment,
  client: SignInClient,
): AuthOptions {
  const { database, now, requestId } = base;
  const maxAge = SESSION_HOURS * SECONDS_PER_HOUR;
  return {
    secret: requireAuthSecret(environment),
    useSecureCookies: environment.isHttps,
    pages: { signIn: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge },
    jwt: {
      maxAge,
      encode: ({ token }) => token?.sub ?? "",
      decode: async ({ token }) => {
        const secret = token !== undefined && isSessionSecret(token) ? token : null;
        const found = secret && (await findSessionCredential(database, secret, now));
        return secret && found ? { sub: secret, name: found.actor.displayName } : null;
      },
    },
    cookies: {
      sessionToken: {
        name: sessionCookieName(environment),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: environment.isHttps },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { name: {}, password: {} },
        authorize: async (credentials, request) => {
          try {
            const name = credentials?.name ?? "";
            const isKnown = isKnownDevice(client.device, name, environment);
            const { secret, names } = await signIn(base, {
              name,
              password: credentials?.password ?? "",
              userAgent: getUserAgent(request.headers),
              source: client.source,
              knownDeviceId: isKnown ? client.device.id : null,
            });
            client.onSignIn(names);
            return { id: secret };
          } catch (error) {
            if (!(error instanceof AppError)) {
              getLogger().error({ request_id: requestId, ...describeError(error) }, "sign-in");
            }
            throw toSignInError(error);
          }
        },
      }),
    ],
    events: {
      signOut: async ({ token }) => {
        if (token?.sub !== undefined) {
          await endSession(database, token.sub, now);
        }
      },
    },
    logger: {
      error: (code) => getLogger().debug({ request_id: requestId, code }, "next-auth"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

function getUserAgent(headers: unknown): string | null {
  const value =
    typeof headers === "object" && headers !== null ? Reflect.get(headers, "user-agent") : null;
  return typeof value === "string" ? value : null;
}
