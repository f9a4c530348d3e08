import * as z from "zod/mini";
import { isEmail, isUsername } from "./member-name";

export const MAX_NAME_LENGTH = 200;

/** Whether a trimmed text can be the name of a member, team or organization. */
export function isName(text: string): boolean {
  return (
    text.length >= 1 && [...text].length <= MAX_NAME_LENGTH && !/\p{Cc}|\p{Surrogate}/u.test(text)
  );
}

const SLUG = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a text can be the short name of an organization in sign-in names. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

export const nameField = z.string().check(z.trim(), z.refine(isName));
export const slugField = z.string().check(z.trim(), z.refine(isSlug));
export const usernameField = z.string().check(z.trim(), z.refine(isUsername));
/** An email address; may be empty. */
export const optionalEmailField = z.string().check(
  z.trim(),
  z.refine((text) => text === "" || isEmail(text)),
);
