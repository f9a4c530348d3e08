const oneYearInSeconds = 31_536_000;

/** Stores a choice of this browser in a cookie, which the server reads for the next page; null removes it. */
export function setPreferenceCookie(name: string, value: string | null): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  const age = value === null ? 0 : oneYearInSeconds;
  // Browsers have no Cookie Store API on plain HTTP.
  Reflect.set(
    document,
    "cookie",
    `${name}=${value ?? ""}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`,
  );
}
