import { z } from "zod";

/** The largest id of a PostgreSQL `integer`. */
const LARGEST_INTEGER_ID = 2_147_483_647;

const wholeNumber = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${minimum} to ${maximum}`)
    .transform(Number)
    .refine(
      (value) => value >= minimum && value <= maximum,
      `must be a whole number from ${minimum} to ${maximum}`,
    );

/** An id as it stands in a path or query: a positive whole number. */
export const idParameter = wholeNumber(1, LARGEST_INTEGER_ID);

/** The number of local days that end today, 1–36500. */
export const daysParameter = (preset: number) => wholeNumber(1, 36_500).default(preset);

export const limitParameter = (preset: number, maximum: number) =>
  wholeNumber(1, maximum).default(preset);

/** The number of a page, from 1. */
export const pageParameter = wholeNumber(1, LARGEST_INTEGER_ID).optional();

/** Opaque: what the last answer gave as `next_cursor`. */
export const cursorParameter = z.string().min(1).max(200).optional();

const dateReason = "must be a date as 2026-05-15, from 1900-01-01 to 2200-12-31";

/** A local day in the organization's zone. */
export const dateParameter = z.iso
  .date(dateReason)
  .refine((date) => date >= "1900-01-01" && date <= "2200-12-31", dateReason)
  .optional();

/** 0–100 with two decimals; null without evidence. */
export const score = z.number().min(0).max(100).nullable();
/** 0–1 with four decimals; null without evidence. */
export const ratio = z.number().min(0).max(1).nullable();
/** 0–100 with two decimals: a ratio in percent; null without evidence. */
export const percent = z.number().min(0).max(100).nullable();
/** Hours with two decimals; null when no completion has a known start. */
export const hours = z.number().min(0).nullable();
/** Days with two decimals, positive is early; null when nothing had a due date. */
export const speed = z.number().nullable();
export const count = z.number().int().min(0);
/** ISO 8601, UTC, with `Z`. */
export const instant = z.iso.datetime();
/** `YYYY-MM-DD` in the organization's zone. */
export const localDate = z.iso.date();

/** Parts of a score or of its change, in score points with two decimals; null where a component has no evidence. */
export const perComponent = z.object({
  on_time: z.number().nullable(),
  skill: z.number().nullable(),
  difficulty: z.number().nullable(),
});
