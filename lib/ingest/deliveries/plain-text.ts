import { z } from "zod";

const UNSTORABLE = /[\p{Cc}\p{Surrogate}]/gu;

/** A key or a name of another system: what the database cannot store names nothing. */
export const plainText = z
  .string()
  .min(1)
  .max(2000)
  .refine((text) => text.search(UNSTORABLE) === -1, "must have no control characters");

/** The text with a mark in the place of what the database cannot store. */
export function toStorableText(text: string): string {
  return text.replace(UNSTORABLE, "\uFFFD");
}
