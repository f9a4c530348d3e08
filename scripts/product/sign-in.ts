import { type Cookies, parseSetCookie, stringifyCookie } from "cookie";

export type Account = {
  readonly organization: string;
  readonly username: string;
  readonly password: string;
};

/** Returns the `Cookie` header of a new session. @throws Error when the sign-in is rejected. */
export async function signIn(address: string, account: Account): Promise<string> {
  const { status, session } = await tryToSignIn(address, account);
  if (session === null) {
    throw new Error(`The sign-in returned ${status}.`);
  }
  return session;
}

export type SignInOutcome = {
  readonly status: number;
  /** The `Cookie` header of the new session; null when the sign-in was rejected. */
  readonly session: string | null;
  /** The cookie by which the server knows this device; empty when the sign-in was rejected. */
  readonly device: Cookies;
};

/** @param device the cookie of an earlier sign-in. */
export async function tryToSignIn(
  address: string,
  { organization, username, password }: Account,
  device: Cookies = {},
): Promise<SignInOutcome> {
  const token = await fetch(`${address}/api/auth/csrf`);
  const { csrfToken } = await token.json();
  const response = await fetch(`${address}/api/auth/callback/credentials`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Cookie: stringifyCookie({ ...readCookies(token), ...device }),
    },
    body: JSON.stringify({
      name: `${organization}/${username}`,
      password,
      csrfToken,
      json: "true",
    }),
  });
  await response.arrayBuffer();
  const received = Object.entries(readCookies(response));
  const pick = (name: string) => Object.fromEntries(received.filter(([one]) => one.endsWith(name)));
  const session = stringifyCookie(pick("pts-session"));
  return {
    status: response.status,
    session: session === "" ? null : session,
    device: pick("pts-device"),
  };
}

function readCookies(response: Response): Cookies {
  const cookies = response.headers.getSetCookie().map((text) => parseSetCookie(text));
  return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
}
