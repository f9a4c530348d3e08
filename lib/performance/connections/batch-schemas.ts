import { z } from "zod";
import { bodyShape } from "@/lib/performance/assignments/field-schemas";

/** Few enough for one short transaction. */
const MAX_ITEMS = 100;
const sizeReason = "must have 1 to 100 assignments";

export const deliveredBatch = z
  .strictObject({
    assignments: z
      .array(z.record(z.string(), z.json()))
      .min(1, sizeReason)
      .max(MAX_ITEMS, sizeReason)
      .describe(
        "Each with `external_id`, `updated_at`, and the fields of an assignment; `is_deleted` deletes it.",
      ),
  })
  .meta({ id: "DeliveredBatch" });

/** What each item says besides the fields of an assignment. */
export const itemKey = z.object({
  external_id: bodyShape.external_id,
  updated_at: z.iso
    .datetime({ offset: true, error: "must be a time as 2026-05-15T14:30:00Z" })
    .transform((text) => new Date(text)),
  is_deleted: z.boolean().default(false),
});
