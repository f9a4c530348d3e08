import { z } from "zod";
import { describeRule } from "@/lib/param-codes";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import { isOrigin, MAX_CORS_ORIGINS } from "@/lib/performance/domain/text/cors-origins";
import { isTimeZone } from "@/lib/performance/domain/time/local-time";
import { singleLineText } from "@/lib/performance/shared/schemas";
import {
  MAX_ANONYMITY_THRESHOLD,
  MAX_NAME_LENGTH,
  MAX_RETENTION_MONTHS,
  MIN_ANONYMITY_THRESHOLD,
  MIN_RETENTION_MONTHS,
} from "./member-rules";

const text = z.string("must be text");

export const organizationAmendment = z
  .strictObject({
    name: singleLineText(MAX_NAME_LENGTH).optional().describe("The name of the organization."),
    time_zone: text
      .refine(
        isTimeZone,
        describeRule("not_an_option", "must be the name of a time zone, such as Europe/Berlin"),
      )
      .optional()
      .describe(
        "An IANA name, as `Europe/Berlin`; it counts from now on, and reaches back into nothing.",
      ),
    privacy_mode: z
      .enum(privacyModes)
      .optional()
      .describe(
        "Whether members appear by name (`named`), by alias (`pseudonymous`) or only in groups (`aggregate`).",
      ),
    employee_leaderboard: z
      .boolean("must be true or false")
      .optional()
      .describe("Whether employees see their own place in the ranking."),
    notice_days: z
      .number("must be a number")
      .int("must be a whole number")
      .min(0, "must be from 0 to 90")
      .max(90, "must be from 0 to 90")
      .optional()
      .describe(
        "The days between the approval of a change that lowers protection, and its instant: 0–90.",
      ),
    anonymity_threshold: z
      .number("must be a number")
      .int("must be a whole number")
      .min(MIN_ANONYMITY_THRESHOLD, "must be from 5 to 50")
      .max(MAX_ANONYMITY_THRESHOLD, "must be from 5 to 50")
      .optional()
      .describe(
        "The least number of members, unknown to each reader, whose figures are released together: 5–50.",
      ),
    retention_months: z
      .number("must be a number")
      .int("must be a whole number")
      .min(MIN_RETENTION_MONTHS, `must be from ${MIN_RETENTION_MONTHS} to ${MAX_RETENTION_MONTHS}`)
      .max(MAX_RETENTION_MONTHS, `must be from ${MIN_RETENTION_MONTHS} to ${MAX_RETENTION_MONTHS}`)
      .optional()
      .describe("How many months the record of a member is kept after they left: 12–120."),
    cors_origins: z
      .array(
        text.refine(
          isOrigin,
          describeRule(
            "invalid_format",
            "must be the origin of a page as a browser sends it, such as https://dashboard.example.org",
          ),
        ),
        "must be a list of origins",
      )
      .max(MAX_CORS_ORIGINS, `must have at most ${MAX_CORS_ORIGINS} origins`)
      .transform((origins) => [...new Set(origins)].toSorted())
      .optional()
      .describe(
        "All origins of pages of other sites that may call the API with a token of this organization: at most 20, each a scheme, a host and a port that is not the default. Cookies never work there.",
      ),
  })
  .meta({ id: "OrganizationAmendment" });

export type OrganizationAmendment = z.output<typeof organizationAmendment>;

export const organization = z
  .strictObject({
    id: z.number().int(),
    slug: z.string(),
    name: z.string(),
    time_zone: z.string(),
    privacy_mode: z.enum(privacyModes),
    employee_leaderboard: z.boolean(),
    notice_days: z.number().int(),
    anonymity_threshold: z
      .number()
      .int()
      .describe(
        "The least number of members, unknown to each reader, whose figures are released together.",
      ),
    retention_months: z
      .number()
      .int()
      .describe("How many months the record of a member is kept after they left."),
    cors_origins: z
      .array(z.string())
      .describe("The origins of pages that may call the API with a token of this organization."),
  })
  .meta({ id: "Organization" });

export type OrganizationResponse = z.infer<typeof organization>;
