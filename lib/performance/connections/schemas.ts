import { z } from "zod";
import { describeRule } from "@/lib/param-codes";
import {
  bigIdField,
  bigIdParameter,
  count,
  cursorParameter,
  idField,
  idParameter,
  instant,
  invalidParam,
  limitParameter,
  singleLineText,
} from "@/lib/performance/shared/schemas";

const MAX_WORDS = 200;

/** How events of another system become assignments. */
export const connectionSettings = z
  .strictObject({
    due_from_milestone: z
      .boolean()
      .default(true)
      .describe(
        "GitHub: whether the due day of the milestone is the due date. False: due dates stay as they are here.",
      ),
    skill_labels: z
      .array(singleLineText(100))
      .max(MAX_WORDS)
      .default([])
      .describe(
        "GitHub and Jira: the labels that name skills. None: skills stay as they are here.",
      ),
    difficulty_from: z
      .enum(["none", "labels", "priority", "story_points"])
      .default("none")
      .describe(
        "GitHub: `labels`. Jira: `labels`, `priority` or `story_points`. `none`: difficulties stay as they are here.",
      ),
    difficulties: z
      .record(singleLineText(100), z.number().min(0).max(10))
      .refine(
        (words) => Object.keys(words).length <= MAX_WORDS,
        describeRule("out_of_range", `must have at most ${MAX_WORDS} words`),
      )
      .default({})
      .describe(
        "The difficulty, 0–10, of each label, priority or number of story points. Story points without one count as they are.",
      ),
    story_points_field: z
      .string()
      .regex(/^customfield_\d{1,10}$/, "must be the key of a field, as customfield_10016")
      .nullable()
      .default(null)
      .describe("Jira: the field of the story points, as `customfield_10016`."),
  })
  .meta({ id: "ConnectionSettings" });
export type ConnectionSettings = z.output<typeof connectionSettings>;

const kind = z.enum(["webhook", "github", "jira"]);
const name = singleLineText(100).describe(
  "1 to 100 characters. Records name the connection by it; no other connection or service account has it.",
);

export const newConnection = z
  .strictObject({
    kind: kind.describe("`webhook`: any system that sends the body of this service."),
    name,
    settings: connectionSettings.prefault({}).describe("How its events become assignments."),
  })
  .meta({ id: "NewConnection" });
export type NewConnection = z.output<typeof newConnection>;

export const connectionChange = z
  .strictObject({
    name: name.optional(),
    settings: connectionSettings.optional().describe("Replaces all settings."),
    is_enabled: z.boolean().optional().describe("False: its deliveries are rejected."),
  })
  .meta({ id: "ConnectionChange" });
export type ConnectionChange = z.output<typeof connectionChange>;

export const connectionParams = z.object({
  id: idParameter.describe("The id of the connection."),
});

export const MAX_OVERLAP_HOURS = 168;
const overlapReason = `must be a whole number from 0 to ${MAX_OVERLAP_HOURS}`;

export const secretRotation = z
  .strictObject({
    overlap_hours: z
      .number(overlapReason)
      .int(overlapReason)
      .min(0, overlapReason)
      .max(MAX_OVERLAP_HOURS, overlapReason)
      .default(24)
      .describe("How many hours the secret in use still works; 0: it ends at once."),
  })
  .meta({ id: "SecretRotation" });
export type SecretRotation = z.output<typeof secretRotation>;

export const connection = z
  .strictObject({
    id: z.number().int(),
    kind,
    name,
    path: z.string().describe("Where the other system sends to, below the URL of this service."),
    settings: connectionSettings.required(),
    is_enabled: z.boolean(),
    created_at: instant,
    service_account_id: z
      .number()
      .int()
      .describe("Who acts in the records of what the connection changes. It has no tokens."),
    old_secret_ends_at: instant
      .nullable()
      .describe("Until when the secret before the last rotation works; null: it does not."),
    last_delivery_at: instant.nullable(),
    unknown_people: count.describe(
      "People of the other system who are neither mapped nor skipped.",
    ),
    rejected_deliveries: count.describe("Deliveries with rejected items, of the last 30 days."),
  })
  .meta({ id: "Connection" });
export type ConnectionResponse = z.infer<typeof connection>;

export const connectionList = z
  .strictObject({ connections: z.array(connection) })
  .meta({ id: "ConnectionList" });
export type ConnectionList = z.infer<typeof connectionList>;

export const connectionWithSecret = z
  .strictObject({
    ...connection.shape,
    secret: z.string().describe("The new secret, shown only once."),
  })
  .meta({ id: "ConnectionWithSecret" });
export type ConnectionWithSecret = z.infer<typeof connectionWithSecret>;

/** An item that was rejected, as the log keeps it. */
export const itemRejection = z
  .strictObject({
    external_id: z.string().nullable().describe("Null where the item does not say it."),
    errors: z.array(invalidParam),
  })
  .meta({ id: "ItemRejection" });
export type ItemRejection = z.infer<typeof itemRejection>;
export const itemRejections = z.array(itemRejection);

const counts = {
  new: count,
  changed: count,
  unchanged: count,
  late: count.describe("Older than what is recorded; nothing was changed."),
  skipped: count.describe("Of no person, or of one that is skipped."),
  rejected: count,
};

const results = ["taken", "partly", "rejected", "ignored"] as const;

export const deliveryResult = z
  .strictObject({
    status: z
      .enum([...results, "duplicate"])
      .describe(
        "`partly`: some items were rejected. `ignored`: it is about nothing that is recorded. `duplicate`: this delivery id was received before, and nothing was written.",
      ),
    ...counts,
    rejections: itemRejections,
  })
  .meta({ id: "DeliveryResult" });
export type DeliveryResult = z.infer<typeof deliveryResult>;

export const webhookParams = z.object({
  connection_id: z.string().max(100).describe("The id of the connection in its `path`."),
});

export const deliveriesQuery = z.object({
  limit: limitParameter(50, 200),
  cursor: cursorParameter,
});
export type DeliveriesQuery = z.output<typeof deliveriesQuery>;

export const delivery = z
  .strictObject({
    id: z.number().int(),
    delivery_id: z.string().describe("The id that the other system gave it."),
    event: z.string().nullable(),
    received_at: instant,
    replayed_at: instant.nullable(),
    status: z.enum(results),
    ...counts,
    rejections: itemRejections,
    can_replay: z.boolean().describe("Whether its body is still there: for 7 days."),
  })
  .meta({ id: "Delivery" });
export type DeliveryResponse = z.infer<typeof delivery>;

export const deliveryList = z
  .strictObject({
    deliveries: z.array(delivery),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "DeliveryList" });
export type DeliveryList = z.infer<typeof deliveryList>;

export const rejectedReplay = z
  .strictObject({
    after: bigIdField
      .optional()
      .describe("`next_after` of the response before; by default the oldest is the first."),
  })
  .prefault({})
  .meta({ id: "RejectedReplay" });
export type RejectedReplay = z.output<typeof rejectedReplay>;

export const replayedDeliveries = z
  .strictObject({
    replayed: count,
    rejected: count.describe("Those of them that still have rejected items."),
    next_after: z.number().int().nullable().describe("To go on with; null: these were the last."),
  })
  .meta({ id: "ReplayedDeliveries" });
export type ReplayedDeliveries = z.infer<typeof replayedDeliveries>;

export const deliveryParams = z.object({
  id: bigIdParameter.describe("The id of the delivery in the log of its connection."),
});

export const personParams = z.object({
  id: idParameter.describe("The id of the person in the list of its connection."),
});

export const connectionPerson = z
  .strictObject({
    id: z.number().int(),
    shown: z.string().describe("As the other system writes the name."),
    name: z.string().describe("By which the other system names the person in each delivery."),
    is_skipped: z.boolean(),
    first_seen_at: instant,
    last_seen_at: instant,
  })
  .meta({ id: "ConnectionPerson" });
export type ConnectionPersonResponse = z.infer<typeof connectionPerson>;

export const connectionPeople = z
  .strictObject({ people: z.array(connectionPerson) })
  .meta({ id: "ConnectionPeople" });
export type ConnectionPeople = z.infer<typeof connectionPeople>;

/** Whose the name is, or that it is skipped. */
export const personDecision = z
  .strictObject({
    user_id: idField.optional().describe("The member whose name it is from now on."),
    is_skipped: z.boolean().optional().describe("Whether their items are skipped."),
  })
  .refine(({ user_id, is_skipped }) => (user_id === undefined) !== (is_skipped === undefined), {
    path: ["user_id"],
    error: "must be given, or else is_skipped",
  })
  .meta({ id: "ConnectionPersonDecision" });
export type PersonDecision = z.output<typeof personDecision>;

export const decidedPerson = z
  .strictObject({ id: z.number().int() })
  .meta({ id: "DecidedConnectionPerson" });
