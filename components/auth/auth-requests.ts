export type SignInOutcome =
  | { readonly kind: "signed_in" }
  | { readonly kind: "refused" }
  | { readonly kind: "too_many"; readonly minutes: number }
  | { readonly kind: "unavailable" };

/** Signs in by next-auth's own two requests: its token against forgery first, then name and password. */
export async function requestSignIn(name: string, password: string): Promise<SignInOutcome> {
  try {
    const response = await postWithToken("/api/auth/callback/credentials", { name, password });
    return outcomeOf(response.ok, await readAddress(response));
  } catch {
    return { kind: "unavailable" };
  }
}

/** True: the session is over. */
export async function requestSignOut(): Promise<boolean> {
  try {
    const response = await postWithToken("/api/auth/signout", {});
    return response.ok;
  } catch {
    return false;
  }
}

async function postWithToken(
  address: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const answer = await fetch("/api/auth/csrf", { headers: { Accept: "application/json" } });
  const csrfToken = readText(await answer.json(), "csrfToken");
  return await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...fields, csrfToken, json: "true" }),
  });
}

/** next-auth says what came of it in the address to go to next. */
async function readAddress(response: Response): Promise<URL> {
  return new URL(readText(await response.json(), "url"), window.location.origin);
}

function outcomeOf(isOk: boolean, address: URL): SignInOutcome {
  const error = address.searchParams.get("error");
  const wait = /^rate_limited:(\d+)$/.exec(error ?? "")?.[1];
  if (wait !== undefined) {
    return { kind: "too_many", minutes: Math.max(1, Math.ceil(Number(wait) / 60)) };
  }
  if (error === "CredentialsSignin") {
    return { kind: "refused" };
  }
  const isSignedIn = isOk && error === null && !address.searchParams.has("csrf");
  return { kind: isSignedIn ? "signed_in" : "unavailable" };
}

function readText(body: unknown, name: string): string {
  const value: unknown =
    typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  if (typeof value !== "string") {
    throw new TypeError(`The answer has no ${name}.`);
  }
  return value;
}
