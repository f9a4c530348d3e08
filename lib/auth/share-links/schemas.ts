import { z } from "zod";
import { BADGE_RULES, type BadgeName } from "@/lib/performance/domain/achievements/badge-rules";
import { idParameter, instant, ratio, score } from "@/lib/performance/shared/schemas";
import { trend } from "@/lib/performance/summaries/schemas";

const shares = z.enum(["widget", "badges"], "must be widget or badges");
const text = z.string("must be text");

/** The service that creates a link checks its name and its lifetime. */
export const newShareLink = z.strictObject({
  name: text,
  shares,
  /** Lifetime, 1–365. */
  days: z.number("must be a number").default(90),
});

const linkFields = {
  id: z.number().int(),
  name: z.string(),
  shares,
  expires_at: instant,
};

export const createdShareLink = z.strictObject({
  ...linkFields,
  /** The value of `link` in URLs. Shown only once: the database keeps its hash. */
  link: z.string(),
});
export type CreatedShareLink = z.infer<typeof createdShareLink>;

export const newWidgetToken = z.strictObject({
  /** Maximum lifetime. */
  minutes: z
    .number("must be a number")
    .int("must be a whole number")
    .min(5, "must be at least 5")
    .max(1_440, "must be at most 1440")
    .default(60),
});

export const createdWidgetToken = z.strictObject({
  /** The id of its share link. */
  id: z.number().int(),
  /** A page passes it to the widget as `token`. Shown only once: the database keeps its hash. */
  token: z.string(),
  /** Not later than the end of the API token that requested it. */
  expires_at: instant,
});

/** The links that were created in a browser and are not revoked. Expired links are in the list. */
export const shareLinkList = z.strictObject({
  /** False if the organization's privacy mode allows no links. Existing links show nothing in the meantime. */
  is_allowed: z.boolean(),
  share_links: z.array(
    z.strictObject({
      ...linkFields,
      created_at: instant,
      /** To the minute; null if never used. */
      last_used_at: instant.nullable(),
    }),
  ),
});
export type ShareLinkList = z.infer<typeof shareLinkList>;

const link = z
  .string()
  .max(100, "must be the secret of a share link")
  .describe("The secret of a share link.");

export const sharedWidgetParams = z.object({ id: idParameter });
/** Without `link`, the secret is in the `Authorization` header as a bearer token. */
export const sharedWidgetQuery = z.object({ link: link.optional() });

/** All that a widget shows about its owner to anyone with the link. */
export const sharedWidget = z.strictObject({
  current_performance_score: score,
  /** True while a component of the score has fewer completions than the policy's minimum sample. */
  provisional: z.boolean(),
  trend,
  latest_metrics: z.strictObject({
    on_time_ratio: ratio,
    skill_accuracy: ratio,
    difficulty_factor: ratio,
  }),
});
export type SharedWidget = z.infer<typeof sharedWidget>;

const badgeOfFile = new Map<string, BadgeName>(
  BADGE_RULES.map(({ name }) => [`${name}.svg`, name]),
);
const badgeFiles = [...badgeOfFile.keys()];

/** Parses `<badge>.svg` to the name of the badge. */
export const sharedBadgeParams = z.object({
  id: idParameter,
  file: z
    .string()
    .transform((file, check) => {
      const name = badgeOfFile.get(file);
      if (name !== undefined) return name;
      check.addIssue({ code: "custom", message: `must be one of ${badgeFiles.join(", ")}` });
      return z.NEVER;
    })
    .meta({ type: "string", enum: badgeFiles, description: "The name of a badge with `.svg`." }),
});
export const sharedBadgeQuery = z.object({ link, lang: z.enum(["en", "de"]).default("en") });
