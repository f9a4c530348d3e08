import * as z from "zod/mini";

export const MAX_CREDENTIAL_NAME_LENGTH = 100;
export const MAX_CREDENTIAL_DAYS = 365;

/** Whether a trimmed text can be the name of a token or share link: 1–100 printable characters. */
export function isCredentialName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= MAX_CREDENTIAL_NAME_LENGTH &&
    !/\p{Cc}|\p{Surrogate}/u.test(name)
  );
}

/** Whether a token or share link can be valid for so many days: 1–365. */
export function isCredentialTerm(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= MAX_CREDENTIAL_DAYS;
}

/** The fields that a new token and a new share link have in common. */
export const credentialFields = {
  name: z.string().check(z.trim(), z.refine(isCredentialName)),
  days: z.number().check(z.refine(isCredentialTerm)),
};
