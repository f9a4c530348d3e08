import { AppError } from "@/lib/errors";

export const MAX_CREDENTIAL_DAYS = 365;
const MAX_NAME_LENGTH = 100;

type CredentialTerms = {
  /** 1–100 characters. The owner recognizes the credential by it. */
  readonly name: string;
  /** Lifetime, 1–365. */
  readonly days: number;
};

/** @throws AppError `invalid_request` for a name or a lifetime out of range. */
export function requireCredentialTerms(
  kind: "token" | "link",
  { name: rawName, days }: CredentialTerms,
): void {
  const name = rawName.trim();
  const invalidParams = [
    ...(name.length === 0 || name.length > MAX_NAME_LENGTH || /\p{Cc}|\p{Surrogate}/u.test(name)
      ? [{ name: "name", reason: `must have 1 to ${MAX_NAME_LENGTH} printable characters` }]
      : []),
    ...(!Number.isInteger(days) || days < 1 || days > MAX_CREDENTIAL_DAYS
      ? [{ name: "days", reason: `must be a whole number from 1 to ${MAX_CREDENTIAL_DAYS}` }]
      : []),
  ];
  if (invalidParams.length > 0) {
    const reasons = invalidParams.map(({ name: field, reason }) => `${field} ${reason}`);
    throw new AppError("invalid_request", `No ${kind} was created: ${reasons.join("; ")}.`, {
      invalidParams,
    });
  }
}
