import "server-only";
import type { Words } from "@/lib/i18n/words";
import type {
  Movement,
  PolicyMovement,
  Reason,
  Side,
} from "@/lib/performance/domain/explanation/explanation";
import {
  COMPONENTS,
  type Component,
  type ScoringPolicy,
} from "@/lib/performance/domain/scoring/policy";
import { listMissingEvidence } from "@/lib/performance/domain/scoring/provisional";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { LedgerEntryId } from "@/lib/performance/domain/units/ids";
import {
  type ScoreHundredths,
  toDecimalScore,
} from "@/lib/performance/domain/units/score-hundredths";
import type {
  CompletionOfEntry,
  ExplainedPeriod,
} from "@/lib/performance/ledger/queries/explained-entries";
import type { TitledEntry } from "@/lib/performance/ledger/queries/ledger-entries";
import { toScore } from "@/lib/performance/summaries/serializers";
import { english } from "./english";
import {
  sayLaterEntry,
  sayMissing,
  sayMovement,
  sayPolicyChange,
  saySetByOthers,
  sayShownThen,
} from "./explanation-words";
import type { UserExplanation } from "./schemas";

/** Entries with their titles as the caller may see them. */
export type TitledEntries = ReadonlyMap<LedgerEntryId, TitledEntry>;

const componentName: Readonly<Record<Component, "on_time" | "skill" | "difficulty">> = {
  onTime: "on_time",
  skill: "skill",
  difficulty: "difficulty",
};
const reasonName: Readonly<Record<Reason["component"], ReasonName>> = {
  ...componentName,
  policy: "policy",
};
type ReasonName = UserExplanation["reasons"][number]["component"];

export function serializeMovement(
  entry: TitledEntry,
  movement: Movement<CompletionOfEntry>,
): Omit<UserExplanation["movements"][number], "due_moves" | "work"> {
  const shown = {
    ...serializeTitledEntry(entry),
    corrects: entry.corrects === null ? null : Number(entry.corrects),
    policy_version: entry.policyVersion,
    change: toDecimalScore(movement.change),
    score_after: toScore(movement.scoreAfter),
    reasons: movement.reasons.map(getReason),
  };
  return { ...shown, text: sayMovement(english, shown) };
}

function serializeTitledEntry(entry: TitledEntry) {
  return {
    entry_id: Number(entry.id),
    kind: entry.kind,
    created_at: entry.createdAt.toISOString(),
    assignment_id: entry.assignmentId === null ? null : Number(entry.assignmentId),
    assignment_title: entry.assignmentTitle,
  };
}

export function serializePolicyChange(
  words: Words,
  movement: PolicyMovement,
): UserExplanation["policy_changes"][number] {
  const shown = {
    policy_version: movement.version,
    date: movement.date,
    change: toDecimalScore(movement.change),
    score_after: toScore(movement.scoreAfter),
  };
  return { ...shown, text: sayPolicyChange(words, shown) };
}

export function serializeSide({ count, change }: Side): UserExplanation["gains"] {
  return { count, change: toDecimalScore(change) };
}

/** Null where what was shown then is what is known now. */
export function serializeShownThen(
  words: Words,
  { scoreShownBefore, laterEntries }: ExplainedPeriod,
  scoreBefore: ScoreHundredths | null,
  titled: TitledEntries,
): UserExplanation["shown_then"] {
  if (laterEntries.length === 0 && scoreShownBefore === scoreBefore) return null;
  const shown = { score: toScore(scoreShownBefore), entries: laterEntries.length };
  return {
    ...shown,
    later: laterEntries.flatMap(({ id, completedOn, scoreChange }) => {
      const entry = titled.get(id);
      if (entry === undefined) return [];
      const later = {
        ...serializeTitledEntry(entry),
        completed_on: completedOn,
        change: toScore(scoreChange),
      };
      return { ...later, text: sayLaterEntry(words, later) };
    }),
    text: sayShownThen(words, shown, toScore(scoreBefore)),
  };
}

export function serializeMissing(
  sums: Sums,
  policy: ScoringPolicy,
): Pick<UserExplanation, "provisional" | "missing" | "set_by_others"> {
  const missing = listMissingEvidence(sums, policy);
  const setByOthers = COMPONENTS.filter((component) => policy.weights[component] > 0);
  // Every component depends on what others set: on-time on the due date.
  const share = setByOthers.length === 0 ? 0 : 1;
  return {
    provisional: missing.length > 0,
    missing: missing.map((lack) => {
      const shown = { ...lack, component: componentName[lack.component] };
      return { ...shown, text: sayMissing(english, shown) };
    }),
    set_by_others: {
      components: setByOthers.map((component) => componentName[component]),
      share,
      text: saySetByOthers(english, share),
    },
  };
}

export function getReason({ component, amount }: Reason): UserExplanation["reasons"][number] {
  return { component: reasonName[component], amount: toDecimalScore(amount) };
}
