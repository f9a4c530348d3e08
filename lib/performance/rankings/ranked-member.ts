import type { NamedMember } from "@/lib/performance/domain/privacy/named-member";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import type { NewestEntry } from "@/lib/performance/ledger/queries/groups";

/** A member of a leaderboard of any kind. */
export type RankedMember = NamedMember & {
  readonly score: ScoreHundredths | null;
  readonly sums: { readonly tasks: number };
  readonly provisional: boolean;
  readonly rank: number | null;
  /** In the period before; null for the ranking by the current score. */
  readonly previousRank: number | null;
};

export type RankedPage = NewestEntry & {
  readonly members: number;
  readonly ranked: number;
  readonly rows: readonly RankedMember[];
};
