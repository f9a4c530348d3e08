import * as z from "zod/mini";
import { isPrintable } from "@/lib/performance/shared/text-rules";
import { isEmail, isUsername } from "./member-name";

/** Of a member, team or organization. */
export const MAX_NAME_LENGTH = 200;
export const MAX_SKILL_NAME_LENGTH = 100;
export const MAX_SLUG_LENGTH = 63;
/** A member's level in a skill is a whole number from 0 to this. */
export const MAX_SKILL_LEVEL = 10;

/** How many months the record of a member can be kept after they left. */
export const MIN_RETENTION_MONTHS = 12;
export const MAX_RETENTION_MONTHS = 120;

/** The least number of members whose figures are released together. */
export const MIN_ANONYMITY_THRESHOLD = 5;
export const MAX_ANONYMITY_THRESHOLD = 50;

/** Whether a trimmed text can be the name of a member, team or organization. */
export function isName(text: string): boolean {
  return isPrintable(text, MAX_NAME_LENGTH);
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
