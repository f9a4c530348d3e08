import type { PlainMessageKey } from "@/lib/i18n/messages";

const labels = {
  summary: "surface.summary",
  metrics: "surface.summary",
  history: "surface.history",
  trends: "surface.trends",
  snapshots: "surface.snapshots",
  explanation: "surface.explanation",
  what_if: "surface.whatIf",
  letter: "surface.letter",
  milestones: "surface.milestones",
  badges: "surface.badges",
  assignments: "surface.assignments",
  export: "surface.export",
  comparison: "surface.comparison",
  team: "surface.team",
  top_performers: "surface.leaderboard",
  leaderboard: "surface.leaderboard",
  team_trends: "surface.trends",
  distribution: "surface.distribution",
  statistics: "surface.statistics",
  analytics_trends: "surface.trends",
  analytics_teams: "surface.averages",
  heatmap: "surface.heatmap",
  logs: "surface.logs",
  policy_preview: "surface.policyPreview",
  contests: "surface.contests",
  decisions: "surface.decisions",
} as const satisfies Record<string, PlainMessageKey>;

const labelsByName: ReadonlyMap<string, PlainMessageKey> = new Map(Object.entries(labels));

/** The name of the place where figures were shown; null for a place without a name. */
export function getSurfaceLabel(surface: string): PlainMessageKey | null {
  return labelsByName.get(surface) ?? null;
}
