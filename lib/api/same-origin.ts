import { getEnvironment } from "@/lib/env";
import { AppError } from "@/lib/errors";

/**
 * A browser sends its cookie along with whatever page makes it write; only this site's own pages may.
 * @throws AppError `forbidden` without an `Origin`, or with another site's.
 */
export function requireSameOrigin(headers: Headers): void {
  if (!isSameOrigin(headers.get("origin"), headers.get("host"))) {
    throw new AppError(
      "forbidden",
      "This was sent from another site. Open the page here and try again; programs use a token.",
    );
  }
}

function isSameOrigin(origin: string | null, host: string | null): boolean {
  const { publicOrigin, isHttps } = getEnvironment();
  if (origin === null || !URL.canParse(origin)) {
    return false;
  }
  // Over HTTPS only the configured address counts; in plain HTTP people use several names for one machine.
  return origin === publicOrigin || (!isHttps && host !== null && new URL(origin).host === host);
}
