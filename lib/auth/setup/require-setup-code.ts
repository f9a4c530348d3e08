import { isSetupCode } from "@/lib/auth/setup/setup-code";
import { countSignInAttempt, fromSource } from "@/lib/auth/sign-in/sign-in-limit";
import type { PublicContext } from "@/lib/context";
import { AppError } from "@/lib/errors";

/**
 * Compares the code first and counts only wrong ones: it has too many random bits to be guessed, and wrong codes must
 * not keep out the right one.
 * @throws AppError `invalid_request` for a wrong code; `rate_limited` after 10 from one network within 15 minutes.
 */
export async function requireSetupCode(
  { database, now, source = null }: PublicContext,
  code: string,
): Promise<void> {
  if (isSetupCode(code)) return;
  const waitSeconds = await countSignInAttempt(database, fromSource("setup", source), now);
  if (waitSeconds !== null) {
    throw new AppError(
      "rate_limited",
      "Too many attempts to set this server up. Wait a few minutes and try again.",
      { retryAfterSeconds: waitSeconds },
    );
  }
  throw new AppError(
    "invalid_request",
    "This is not the code of this server. Nothing was created. The code is on the console of the last start.",
    { invalidParams: [{ name: "code", reason: "must be the code on the server's console" }] },
  );
}
