import { z } from "zod";
import {
  isCredentialName,
  isCredentialTerm,
  MAX_CREDENTIAL_DAYS,
  MAX_CREDENTIAL_NAME_LENGTH,
} from "@/lib/auth/credential-rules";
import { describeRule } from "@/lib/param-codes";
import { BADGE_RULES, type BadgeName } from "@/lib/performance/domain/achievements/badge-rules";
import { idParameter, instant, ratio, score } from "@/lib/performance/shared/schemas";
import { trend } from "@/lib/performance/summaries/schemas";

const shares = z.enum(["widget", "badges"], "must be widget or badges");
const text = z.string("must be text");

export const shareLinkParams = z.object({ id: idParameter.describe("The id of the share link.") });

export const newShareLink = z
  .strictObject({
    name: text
      .refine(
        (name) => isCredentialName(name.trim()),
        describeRule(
          "out_of_range",
          `must have 1 to ${MAX_CREDENTIAL_NAME_LENGTH} printable characters`,
        ),
      )
      .describe("1 to 100 printable characters; the list of links shows it."),
    shares: shares.describe("What the link shows."),
    days: z
      .number("must be a number")
      .refine(
        isCredentialTerm,
        describeRule("out_of_range", `must be a whole number from 1 to ${MAX_CREDENTIAL_DAYS}`),
      )
      .default(90)
      .describe("How long it works, 1–365."),
  })
  .meta({ id: "NewShareLink" });

const linkFields = {
  id: z.number().int(),
  name: z.string(),
  shares,
  expires_at: instant,
};

export const createdShareLink = z
  .strictObject({
    ...linkFields,
    link: z
      .string()
      .describe("The parameter `link` of URLs. Shown only once; only its hash is stored."),
  })
  .meta({ id: "CreatedShareLink" });
export type CreatedShareLink = z.infer<typeof createdShareLink>;

export const newWidgetToken = z
  .strictObject({
    minutes: z
      .number("must be a number")
      .int("must be a whole number")
      .min(5, "must be at least 5")
      .max(1_440, "must be at most 1440")
      .default(60)
      .describe("How long it works at most."),
  })
  .meta({ id: "NewWidgetToken" });

export const createdWidgetToken = z
  .strictObject({
    id: z.number().int().describe("The share link that it is."),
    token: z
      .string()
      .describe(
        "What a page passes to the widget as `token`. Shown only once; only its hash is stored.",
      ),
    expires_at: instant.describe("Never after the token that created it."),
  })
  .meta({ id: "CreatedWidgetToken" });

/** Those that were made in a browser and not revoked; what has expired says so by its date. */
export const shareLinkList = z
  .strictObject({
    is_allowed: z
      .boolean()
      .describe(
        "False where the organization's privacy mode allows none: those that are there show nothing meanwhile.",
      ),
    share_links: z.array(
      z
        .strictObject({
          ...linkFields,
          created_at: instant,
          last_used_at: instant.nullable().describe("To the minute; null: never."),
        })
        .meta({ id: "ShareLink" }),
    ),
  })
  .meta({ id: "ShareLinkList" });
export type ShareLinkList = z.infer<typeof shareLinkList>;

const link = z
  .string()
  .max(100, "must be the secret of a share link")
  .describe(
    "The secret of a share link. To keep it out of the URL of a widget, send it in the header `Authorization: Bearer ptl_…`.",
  );

export const sharedWidgetParams = z.object({ id: idParameter.describe("The id of the member.") });
/** Without a link in the URL, it is the bearer of the `Authorization` header. */
export const sharedWidgetQuery = z.object({ link: link.optional() });

/** Everything that a widget shows of its owner to anyone with the link. */
export const sharedWidget = z
  .strictObject({
    current_performance_score: score,
    provisional: z
      .boolean()
      .describe(
        "True while a component that counts rests on fewer completions than the policy's minimum sample.",
      ),
    trend,
    latest_metrics: z.strictObject({
      on_time_ratio: ratio,
      skill_accuracy: ratio,
      difficulty_factor: ratio,
    }),
  })
  .meta({ id: "SharedWidget" });
export type SharedWidget = z.infer<typeof sharedWidget>;

const badgeOfFile = new Map<string, BadgeName>(
  BADGE_RULES.map(({ name }) => [`${name}.svg`, name]),
);
const badgeFiles = [...badgeOfFile.keys()];

/** In a URL the name of a badge and `.svg`; parsed, the name of the badge. */
export const sharedBadgeParams = z.object({
  id: idParameter.describe("The id of the member."),
  file: z
    .string()
    .transform((file, check) => {
      const name = badgeOfFile.get(file);
      if (name !== undefined) return name;
      check.addIssue({ code: "custom", message: `must be one of ${badgeFiles.join(", ")}` });
      return z.NEVER;
    })
    .meta({ type: "string", enum: badgeFiles, description: "The name of a badge, and `.svg`." }),
});
export const sharedBadgeQuery = z.object({
  link,
  lang: z.enum(["en", "de"]).default("en").describe("The language of its texts."),
});
