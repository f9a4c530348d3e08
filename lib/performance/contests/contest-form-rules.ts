import * as z from "zod/mini";
import { printableField } from "@/lib/performance/shared/text-rules";

/** The most characters of a reason. */
export const MAX_REASON_LENGTH = 2000;

/** A new contest: what is wrong with the entry, in the words of the member. */
export const contestRules = z.object({
  reason: printableField(MAX_REASON_LENGTH, "many"),
});
