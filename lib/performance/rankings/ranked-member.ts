import type { NamedMember } from "@/lib/performance/access/privacy-mode";

/** A member of a leaderboard of any kind. */
export type RankedMember = NamedMember & {
  /** Hundredths. */
  readonly score: number | null;
  readonly sums: { readonly tasks: number };
  readonly provisional: boolean;
  readonly rank: number | null;
  /** In the period before; null for the ranking by the current score. */
  readonly previousRank: number | null;
};

export type RankedPage = {
  readonly members: number;
  readonly ranked: number;
  readonly rows: readonly RankedMember[];
};
