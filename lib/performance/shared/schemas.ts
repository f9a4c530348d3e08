import { z } from "zod";
import { describeRule, paramCodes } from "@/lib/param-codes";
import {
  FIRST_DATE,
  isWithinDateLimits,
  LAST_DATE,
} from "@/lib/performance/domain/time/date-limits";
import { isPrintable } from "./text-rules";

/** The largest id of a PostgreSQL `integer`. */
const LARGEST_INTEGER_ID = 2_147_483_647;

/** A whole number in a query. */
export const wholeNumber = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${minimum} to ${maximum}`)
    .transform(Number)
    .refine(
      (value) => value >= minimum && value <= maximum,
      describeRule("out_of_range", `must be a whole number from ${minimum} to ${maximum}`),
    )
    // What it is to a reader of the API's description; there is no other way to tell through a transform.
    .meta({ type: "integer", minimum, maximum });

/** `true` or `false` in a query. */
export const booleanParameter = z
  .enum(["true", "false"], "must be true or false")
  .transform((text) => text === "true")
  .meta({ type: "boolean" });

/** An id in a path or query: a positive whole number. */
export const idParameter = wholeNumber(1, LARGEST_INTEGER_ID);

/** The id of an assignment, change, entry or contest in a path: within the exact whole numbers of a double. */
export const bigIdParameter = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, "must be a positive whole number")
  .transform(BigInt)
  .refine(
    (id) => id <= BigInt(Number.MAX_SAFE_INTEGER),
    describeRule("out_of_range", "must be a positive whole number"),
  )
  .meta({ type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** An id in a body. */
export const createIdField = (reason: string) =>
  z.number(reason).int(reason).min(1, reason).max(LARGEST_INTEGER_ID, reason);

export const idField = createIdField("must be a positive whole number");

/** The id of an assignment, entry or contest in a body: within the exact whole numbers of a double. */
export const bigIdField = z
  .number("must be a positive whole number")
  .int("must be a positive whole number")
  .min(1, "must be a positive whole number")
  .max(Number.MAX_SAFE_INTEGER, "must be a positive whole number");

/** One line of text in a body: 1 to so many characters without the space around them. */
export const singleLineText = (longest: number) => textField(longest, "one");

/** The same, where line ends and tabs may be in it. */
export const multiLineText = (longest: number) => textField(longest, "many");

function textField(longest: number, lines: "one" | "many") {
  const reason = `must have 1 to ${longest} printable characters`;
  return z
    .string(reason)
    .trim()
    .refine((text) => isPrintable(text, longest, lines), reason);
}

/** The number of local days that end today, 1–36500. */
export const daysParameter = (defaultValue: number) =>
  wholeNumber(1, 36_500).describe("The number of local days, ending today.").default(defaultValue);

export const limitParameter = (defaultValue: number, maximum: number) =>
  wholeNumber(1, maximum).describe("The maximum number in this response.").default(defaultValue);

/** The number of a page, from 1. */
export const pageParameter = wholeNumber(1, LARGEST_INTEGER_ID)
  .describe("The number of a page.")
  .optional();

const afterLastPage =
  "must be left out for the first page; stop where next_cursor is null: the list has no further page";

/** Texts that a loop sends after the last page. */
const noCursors = ["", "null", "undefined", "None", "nil"];

/** Opaque: the `next_cursor` of the last response. */
export const cursorParameter = z
  .string()
  .max(200, "must be a next_cursor of an earlier response")
  .refine((cursor) => !noCursors.includes(cursor), describeRule("end_of_list", afterLastPage))
  .describe(
    "Where to continue: the `next_cursor` of the last response to this operation, with the same filters and order. It is rejected with any other. Stop where `next_cursor` is null.",
  )
  .optional();

const dateReason = `must be a date as 2026-05-15, from ${FIRST_DATE} to ${LAST_DATE}`;

/** A local day in the organization's zone. */
export const dateParameter = z.iso
  .date(dateReason)
  .refine(isWithinDateLimits, describeRule("out_of_range", dateReason))
  .describe(`A local day in the organization's time zone, from ${FIRST_DATE} to ${LAST_DATE}.`)
  .optional();

/** 0–100 with two decimals; null without evidence. */
export const score = z
  .number()
  .min(0)
  .max(100)
  .nullable()
  .describe("0–100 with two decimals; null without evidence.");
/** 0–1 with four decimals; null without evidence. */
export const ratio = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe("0–1 with four decimals; null without evidence.");
/** 0–100 with two decimals: a ratio in percent; null without evidence. */
export const percent = z
  .number()
  .min(0)
  .max(100)
  .nullable()
  .describe("A ratio in percent, 0–100 with two decimals; null without evidence.");
/** Hours with two decimals; null when no completion has a known start. */
export const hours = z
  .number()
  .min(0)
  .nullable()
  .describe("Hours with two decimals; null where no completion has a known start.");
/** Days with two decimals, positive is early; null when nothing had a due date. */
export const speed = z
  .number()
  .nullable()
  .describe("Days with two decimals, positive is early; null where nothing had a due date.");
export const count = z.number().int().min(0);
/** ISO 8601, UTC, with `Z`. */
export const instant = z.iso.datetime().describe("ISO 8601 in UTC.");
/** `YYYY-MM-DD` in the organization's zone. */
export const localDate = z.iso.date().describe("A local day in the organization's time zone.");

/** A schema that says in its description also what it is the value of. */
export const addDescription = <Schema extends z.ZodType>(schema: Schema, text: string): Schema =>
  schema.describe([text, schema.description].join(" ").trim());

/** A person of a record, under their alias where the organization is not `named`. */
export const person = z
  .object({ user_id: z.number().int(), username: z.string(), display_name: z.string() })
  .meta({ id: "Person" });

/** A rejected parameter or field. */
export const invalidParam = z
  .strictObject({
    name: z.string().describe("The path of the parameter or field in the request."),
    code: z.enum(paramCodes).describe("Why it is rejected, for programs."),
    reason: z.string().describe("What is right, for people: a sentence without its subject."),
  })
  .meta({ id: "InvalidParam" });

/** As of when the figures of a response are: two responses with the same one show the same figures. */
export const asOf = z
  .object({
    entry_id: z
      .number()
      .int()
      .nullable()
      .describe(
        "The newest ledger entry of the members whose figures these are; null before the first.",
      ),
    policy_version: z
      .number()
      .int()
      .min(1)
      .nullable()
      .describe("The policy in force; null for a group without members."),
    day: localDate.describe("The organization's local day."),
  })
  .describe(
    "As of when the figures are: the newest ledger entry of the members whose figures these are, the policy in force and the organization's local day. A page whose parts differ in it reads all of them again.",
  )
  .meta({ id: "AsOf" });
export type AsOf = z.infer<typeof asOf>;

/** Parts of a score or of its change, in score points with two decimals; null where a component has no evidence. */
export const perComponent = z
  .object({
    on_time: z.number().nullable(),
    skill: z.number().nullable(),
    difficulty: z.number().nullable(),
  })
  .meta({ id: "PerComponent" });
