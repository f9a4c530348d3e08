import type { PlainMessageKey } from "@/lib/i18n/messages";

/** What each evaluation is called, by the operation of the API that shows it. */
const names = {
  getUserPerformance: "evaluations.names.performance",
  getUserSummary: "evaluations.names.summary",
  getUserMetrics: "evaluations.names.metrics",
  getUserHistory: "evaluations.names.history",
  getUserTrends: "evaluations.names.trends",
  getUserExplanation: "evaluations.names.explanation",
  computeWhatIf: "evaluations.names.whatIf",
  getLetter: "evaluations.names.letter",
  listDecisions: "evaluations.names.decisions",
  previewPolicy: "evaluations.names.policyPreview",
  getUserMilestones: "evaluations.names.milestones",
  getUserBadges: "evaluations.names.badges",
  getUserSnapshots: "evaluations.names.snapshots",
  getUserEverything: "evaluations.names.everything",
  exportUser: "evaluations.names.exportUser",
  listAssignments: "evaluations.names.assignments",
  getAssignment: "evaluations.names.assignment",
  getAssignmentByExternalId: "evaluations.names.assignmentByKey",
  listAssignmentChanges: "evaluations.names.assignmentChanges",
  listContests: "evaluations.names.contests",
  getContest: "evaluations.names.contest",
  compareTeamPerformance: "evaluations.names.comparison",
  getLeaderboard: "evaluations.names.leaderboard",
  getTopPerformers: "evaluations.names.topPerformers",
  getTeam: "evaluations.names.team",
  getTeamTrends: "evaluations.names.teamTrends",
  exportTeam: "evaluations.names.exportTeam",
  getPerformanceLogs: "evaluations.names.logs",
  exportLogs: "evaluations.names.exportLogs",
  getDistribution: "evaluations.names.distribution",
  getStatistics: "evaluations.names.statistics",
  getAnalyticsTrends: "evaluations.names.analyticsTrends",
  getAnalyticsTeams: "evaluations.names.analyticsTeams",
  getHeatmap: "evaluations.names.heatmap",
  listReleases: "evaluations.names.releases",
  getSharedWidget: "evaluations.names.widget",
  getSharedBadge: "evaluations.names.sharedBadge",
} as const satisfies Record<string, PlainMessageKey>;

const namesByOperation: ReadonlyMap<string, PlainMessageKey> = new Map(Object.entries(names));

/** Null for an operation without a name. */
export function getEvaluationName(operationId: string): PlainMessageKey | null {
  return namesByOperation.get(operationId) ?? null;
}
