export type SignInOutcome =
  | { readonly kind: "signed_in" }
  | { readonly kind: "rejected" }
  | { readonly kind: "too_many"; readonly minutes: number }
  | { readonly kind: "unavailable" };

/** Signs in by next-auth's two requests: the CSRF token first, then name and password. */
export async function requestSignIn(name: string, password: string): Promise<SignInOutcome> {
  try {
    const response = await postWithToken("/api/auth/callback/credentials", { name, password });
    return toOutcome(response.ok, await readRedirectUrl(response));
  } catch {
    return { kind: "unavailable" };
  }
}

/** True: the session has ended. */
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
  const response = await fetch("/api/auth/csrf", { headers: { Accept: "application/json" } });
  const csrfToken = readText(await response.json(), "csrfToken");
  return await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...fields, csrfToken, json: "true" }),
  });
}

/** next-auth returns the outcome in the URL to go to next. */
async function readRedirectUrl(response: Response): Promise<URL> {
  return new URL(readText(await response.json(), "url"), window.location.origin);
}

function toOutcome(isOk: boolean, url: URL): SignInOutcome {
  const error = url.searchParams.get("error");
  const wait = /^rate_limited:(\d+)$/.exec(error ?? "")?.[1];
  if (wait !== undefined) {
    return { kind: "too_many", minutes: Math.max(1, Math.ceil(Number(wait) / 60)) };
  }
  if (error === "CredentialsSignin") {
    return { kind: "rejected" };
  }
  const isSignedIn = isOk && error === null && !url.searchParams.has("csrf");
  return { kind: isSignedIn ? "signed_in" : "unavailable" };
}

function readText(body: unknown, name: string): string {
  const value: unknown =
    typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  if (typeof value !== "string") {
    throw new TypeError(`The response has no ${name}.`);
  }
  return value;
}
