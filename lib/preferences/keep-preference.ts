const oneYearInSeconds = 31_536_000;

/** Keeps a choice of this browser in a cookie, so that the server renders the next page by it; null takes it back. */
export function setPreferenceCookie(name: string, value: string | null): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  const age = value === null ? 0 : oneYearInSeconds;
  // The serializer of the library `cookie` would add 1.6 kB to the page. Browsers have no Cookie Store API on plain HTTP.
  Reflect.set(
    document,
    "cookie",
    `${name}=${value ?? ""}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`,
  );
}
