/** In which proxy.ts says which page was asked for. Anybody may write it: it is only ever the way back after signing in. */
export const pagePathHeader = "x-page-path";

const anywhere = "https://same-origin.invalid";

/**
 * Where to go after signing in: a path on this site, or `/` for anything else. The address is resolved as a browser
 * would, so that `//elsewhere`, `/\elsewhere` and their kin are seen for what they are.
 */
export function safeCallbackPath(requested: string | null | undefined): string {
  if (!requested?.startsWith("/") || !URL.canParse(requested, anywhere)) {
    return "/";
  }
  const address = new URL(requested, anywhere);
  const path = `${address.pathname}${address.search}`;
  const leadsAway = address.origin !== anywhere || path.startsWith("//");
  const leadsBack = /^\/(sign-in|api)(\/|\?|$)/.test(path);
  return leadsAway || leadsBack ? "/" : path;
}

/** The address of the sign-in page that leads back to a path. */
export function getSignInUrl(path: string | null): string {
  const callback = safeCallbackPath(path);
  return callback === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(callback)}`;
}
