import {
  isCredentialName,
  isCredentialTerm,
  MAX_CREDENTIAL_DAYS,
  MAX_CREDENTIAL_NAME_LENGTH,
} from "@/lib/auth/credential-rules";
import { AppError } from "@/lib/errors";

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
    ...(isCredentialName(name)
      ? []
      : [
          {
            name: "name",
            reason: `must have 1 to ${MAX_CREDENTIAL_NAME_LENGTH} printable characters`,
          },
        ]),
    ...(isCredentialTerm(days)
      ? []
      : [{ name: "days", reason: `must be a whole number from 1 to ${MAX_CREDENTIAL_DAYS}` }]),
  ];
  if (invalidParams.length > 0) {
    const reasons = invalidParams.map(({ name: field, reason }) => `${field} ${reason}`);
    throw new AppError("invalid_request", `No ${kind} was created: ${reasons.join("; ")}.`, {
      invalidParams,
    });
  }
}
