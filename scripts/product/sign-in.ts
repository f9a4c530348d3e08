export type Account = {
  readonly organization: string;
  readonly username: string;
  readonly password: string;
};

/** The cookie of a session. @throws Error where signing in is refused. */
export async function signIn(
  address: string,
  { organization, username, password }: Account,
): Promise<string> {
  const token = await fetch(`${address}/api/auth/csrf`);
  const { csrfToken } = await token.json();
  const answer = await fetch(`${address}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Cookie: cookiesOf(token) },
    body: JSON.stringify({
      name: `${organization}/${username}`,
      password,
      csrfToken,
      json: "true",
    }),
  });
  const session = /pts-session=[^;]+/.exec(cookiesOf(answer))?.[0];
  if (session === undefined) throw new Error(`Signing in was answered with ${answer.status}.`);
  return session;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
