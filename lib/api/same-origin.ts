import { getEnvironment } from "@/lib/environment/environment";
import { createForbiddenError } from "@/lib/errors";

/**
 * A browser sends its cookie with a request from any site. Only pages of this site may write.
 * @throws AppError `forbidden` without an `Origin`, or with that of another site.
 */
export function requireSameOrigin(headers: Headers): void {
  if (!isSameOrigin(headers.get("origin"), headers.get("host"))) {
    throw createForbiddenError("cross_site");
  }
}

function isSameOrigin(origin: string | null, host: string | null): boolean {
  const { publicOrigin, isHttps } = getEnvironment();
  if (origin === null || !URL.canParse(origin)) {
    return false;
  }
  // Over HTTPS only the configured origin counts. Over plain HTTP people use several names for one machine.
  return origin === publicOrigin || (!isHttps && host !== null && new URL(origin).host === host);
}
