import { AppError } from "@/lib/errors";

export const LONGEST_CREDENTIAL_DAYS = 365;
const LONGEST_NAME = 100;

type CredentialTerms = {
  /** What its owner knows it by, 1–100 characters. */
  readonly name: string;
  /** How long it works, 1–365. */
  readonly days: number;
};

/** @throws AppError `invalid_request` for a name or a term out of range, of what one makes for others to use. */
export function requireCredentialTerms(
  kind: "token" | "link",
  { name: given, days }: CredentialTerms,
): void {
  const name = given.trim();
  const invalidParams = [
    ...(name.length === 0 || name.length > LONGEST_NAME || /\p{Cc}|\p{Surrogate}/u.test(name)
      ? [{ name: "name", reason: `must have 1 to ${LONGEST_NAME} printable characters` }]
      : []),
    ...(!Number.isInteger(days) || days < 1 || days > LONGEST_CREDENTIAL_DAYS
      ? [{ name: "days", reason: `must be a whole number from 1 to ${LONGEST_CREDENTIAL_DAYS}` }]
      : []),
  ];
  if (invalidParams.length > 0) {
    const reasons = invalidParams.map(({ name: field, reason }) => `${field} ${reason}`);
    throw new AppError("invalid_request", `No ${kind} was made: ${reasons.join("; ")}.`, {
      invalidParams,
    });
  }
}
