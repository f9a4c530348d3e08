import * as z from "zod/mini";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import { printableField } from "@/lib/performance/shared/text-rules";

/** A new contest: what is wrong with the entry, in the words of the member. */
export const contestRules = z.object({
  reason: printableField(MAX_REASON_LENGTH, "many"),
});
