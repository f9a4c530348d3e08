import { type Cookies, parseSetCookie, stringifyCookie } from "cookie";

export type Account = {
  readonly organization: string;
  readonly username: string;
  readonly password: string;
};

/** Returns the `Cookie` header of a new session. @throws Error when the sign-in is rejected. */
export async function signIn(
  address: string,
  { organization, username, password }: Account,
): Promise<string> {
  const token = await fetch(`${address}/api/auth/csrf`);
  const { csrfToken } = await token.json();
  const response = await fetch(`${address}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Cookie: stringifyCookie(readCookies(token)) },
    body: JSON.stringify({
      name: `${organization}/${username}`,
      password,
      csrfToken,
      json: "true",
    }),
  });
  const session = Object.entries(readCookies(response)).find(([name]) =>
    name.endsWith("pts-session"),
  );
  if (session === undefined) {
    throw new Error(`The sign-in returned ${response.status}.`);
  }
  return stringifyCookie(Object.fromEntries([session]));
}

function readCookies(response: Response): Cookies {
  const cookies = response.headers.getSetCookie().map((text) => parseSetCookie(text));
  return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
}
