/** proxy.ts sets it to the requested page. A client may forge it: it only chooses the page after signing in. */
export const pagePathHeader = "x-page-path";

const placeholderOrigin = "https://same-origin.invalid";

/**
 * The page after signing in: a path on this site, or `/` for anything else. The URL is resolved as a browser does, so
 * that `//elsewhere` and `/\elsewhere` are recognized as other sites.
 */
export function toSafeCallbackPath(requested: string | null | undefined): string {
  if (!requested?.startsWith("/") || !URL.canParse(requested, placeholderOrigin)) {
    return "/";
  }
  const url = new URL(requested, placeholderOrigin);
  const path = `${url.pathname}${url.search}`;
  const isOtherSite = url.origin !== placeholderOrigin || path.startsWith("//");
  const isNoPage = /^\/(sign-in|api)(\/|\?|$)/.test(path);
  return isOtherSite || isNoPage ? "/" : path;
}

/** @param path the page to return to after signing in. */
export function getSignInUrl(path: string | null): string {
  const callback = toSafeCallbackPath(path);
  return callback === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(callback)}`;
}
