import * as z from "zod/mini";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import { printableField } from "@/lib/performance/shared/text-rules";

/** What a decision is about. */
export const DECISION_KINDS = ["pay", "promotion", "warning", "other"] as const;
/** The text of a new decision, of a contest or of a reply. */
export const decisionTextRules = z.object({ text: printableField(MAX_REASON_LENGTH, "many") });
