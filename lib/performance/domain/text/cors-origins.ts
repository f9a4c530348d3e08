/** How many origins an organization lists. */
export const MAX_CORS_ORIGINS = 20;

const LONGEST_ORIGIN = 255;

/**
 * Whether a text is the origin of a page exactly as a browser sends it: a scheme, a host, and a port that is not the
 * default one.
 */
export function isOrigin(text: string): boolean {
  if (text.length > LONGEST_ORIGIN || !/^https?:\/\//.test(text) || text.includes("*"))
    return false;
  return URL.canParse(text) && new URL(text).origin === text;
}
