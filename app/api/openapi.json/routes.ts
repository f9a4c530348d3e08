import * as health from "@/app/api/health/route";
import * as passwordInvitation from "@/app/api/password/invitation/route";
import * as password from "@/app/api/password/route";
import * as analyticsDistribution from "@/app/api/performance/analytics/distribution/route";
import * as analyticsHeatmap from "@/app/api/performance/analytics/heatmap/route";
import * as analyticsTeams from "@/app/api/performance/analytics/teams/route";
import * as analyticsTrends from "@/app/api/performance/analytics/trends/route";
import * as assignmentsIdCancel from "@/app/api/performance/assignments/[id]/cancel/route";
import * as assignmentsIdComplete from "@/app/api/performance/assignments/[id]/complete/route";
import * as assignmentsIdReopen from "@/app/api/performance/assignments/[id]/reopen/route";
import * as assignmentsId from "@/app/api/performance/assignments/[id]/route";
import * as assignments from "@/app/api/performance/assignments/route";
import * as contestsIdDecision from "@/app/api/performance/contests/[id]/decision/route";
import * as contestsId from "@/app/api/performance/contests/[id]/route";
import * as contestsIdSeen from "@/app/api/performance/contests/[id]/seen/route";
import * as contestsIdWithdraw from "@/app/api/performance/contests/[id]/withdraw/route";
import * as contests from "@/app/api/performance/contests/route";
import * as exportLogs from "@/app/api/performance/export/logs/route";
import * as exportTeam from "@/app/api/performance/export/team/route";
import * as exportUserId from "@/app/api/performance/export/user/[id]/route";
import * as jobsIdRetry from "@/app/api/performance/jobs/[id]/retry/route";
import * as jobs from "@/app/api/performance/jobs/route";
import * as logsIdContest from "@/app/api/performance/logs/[id]/contest/route";
import * as logs from "@/app/api/performance/logs/route";
import * as membersIdInvitation from "@/app/api/performance/members/[id]/invitation/route";
import * as membersId from "@/app/api/performance/members/[id]/route";
import * as members from "@/app/api/performance/members/route";
import * as organization from "@/app/api/performance/organization/route";
import * as policyPreview from "@/app/api/performance/policy/preview/route";
import * as policy from "@/app/api/performance/policy/route";
import * as shareLinksId from "@/app/api/performance/share-links/[id]/route";
import * as shareLinks from "@/app/api/performance/share-links/route";
import * as skillsId from "@/app/api/performance/skills/[id]/route";
import * as skills from "@/app/api/performance/skills/route";
import * as snapshotsUserId from "@/app/api/performance/snapshots/[user_id]/route";
import * as statistics from "@/app/api/performance/statistics/route";
import * as teamComparison from "@/app/api/performance/team/comparison/route";
import * as teamLeaderboard from "@/app/api/performance/team/leaderboard/route";
import * as team from "@/app/api/performance/team/route";
import * as teamTopPerformers from "@/app/api/performance/team/top-performers/route";
import * as teamTrends from "@/app/api/performance/team/trends/route";
import * as teamsId from "@/app/api/performance/teams/[id]/route";
import * as teams from "@/app/api/performance/teams/route";
import * as userIdAccessLog from "@/app/api/performance/user/[id]/access-log/route";
import * as userIdBadgesFile from "@/app/api/performance/user/[id]/badges/[file]/route";
import * as userIdBadges from "@/app/api/performance/user/[id]/badges/route";
import * as userIdEverything from "@/app/api/performance/user/[id]/everything/route";
import * as userIdExplanation from "@/app/api/performance/user/[id]/explanation/route";
import * as userIdHistory from "@/app/api/performance/user/[id]/history/route";
import * as userIdMetrics from "@/app/api/performance/user/[id]/metrics/route";
import * as userIdMilestones from "@/app/api/performance/user/[id]/milestones/route";
import * as userId from "@/app/api/performance/user/[id]/route";
import * as userIdSummary from "@/app/api/performance/user/[id]/summary/route";
import * as userIdTrends from "@/app/api/performance/user/[id]/trends/route";
import * as userIdWidget from "@/app/api/performance/user/[id]/widget/route";
import * as userIdWidgetTokens from "@/app/api/performance/user/[id]/widget-tokens/route";
import * as ready from "@/app/api/ready/route";
import * as sessionsId from "@/app/api/sessions/[id]/route";
import * as sessions from "@/app/api/sessions/route";
import * as setup from "@/app/api/setup/route";
import * as tokensId from "@/app/api/tokens/[id]/route";
import * as tokens from "@/app/api/tokens/route";
import type { DeclaredRoutes } from "@/lib/api/openapi/openapi";

/** Every address of the API but this one. A test compares it with the folders of `app/api`. */
export const routes: DeclaredRoutes = {
  "/api/health": health,
  "/api/password/invitation": passwordInvitation,
  "/api/password": password,
  "/api/performance/analytics/distribution": analyticsDistribution,
  "/api/performance/analytics/heatmap": analyticsHeatmap,
  "/api/performance/analytics/teams": analyticsTeams,
  "/api/performance/analytics/trends": analyticsTrends,
  "/api/performance/assignments/{id}/cancel": assignmentsIdCancel,
  "/api/performance/assignments/{id}/complete": assignmentsIdComplete,
  "/api/performance/assignments/{id}/reopen": assignmentsIdReopen,
  "/api/performance/assignments/{id}": assignmentsId,
  "/api/performance/assignments": assignments,
  "/api/performance/contests/{id}/decision": contestsIdDecision,
  "/api/performance/contests/{id}": contestsId,
  "/api/performance/contests/{id}/seen": contestsIdSeen,
  "/api/performance/contests/{id}/withdraw": contestsIdWithdraw,
  "/api/performance/contests": contests,
  "/api/performance/export/logs": exportLogs,
  "/api/performance/export/team": exportTeam,
  "/api/performance/export/user/{id}": exportUserId,
  "/api/performance/jobs/{id}/retry": jobsIdRetry,
  "/api/performance/jobs": jobs,
  "/api/performance/logs/{id}/contest": logsIdContest,
  "/api/performance/logs": logs,
  "/api/performance/members/{id}/invitation": membersIdInvitation,
  "/api/performance/members/{id}": membersId,
  "/api/performance/members": members,
  "/api/performance/organization": organization,
  "/api/performance/policy/preview": policyPreview,
  "/api/performance/policy": policy,
  "/api/performance/share-links/{id}": shareLinksId,
  "/api/performance/share-links": shareLinks,
  "/api/performance/skills/{id}": skillsId,
  "/api/performance/skills": skills,
  "/api/performance/snapshots/{user_id}": snapshotsUserId,
  "/api/performance/statistics": statistics,
  "/api/performance/team/comparison": teamComparison,
  "/api/performance/team/leaderboard": teamLeaderboard,
  "/api/performance/team": team,
  "/api/performance/team/top-performers": teamTopPerformers,
  "/api/performance/team/trends": teamTrends,
  "/api/performance/teams/{id}": teamsId,
  "/api/performance/teams": teams,
  "/api/performance/user/{id}/access-log": userIdAccessLog,
  "/api/performance/user/{id}/badges/{file}": userIdBadgesFile,
  "/api/performance/user/{id}/badges": userIdBadges,
  "/api/performance/user/{id}/everything": userIdEverything,
  "/api/performance/user/{id}/explanation": userIdExplanation,
  "/api/performance/user/{id}/history": userIdHistory,
  "/api/performance/user/{id}/metrics": userIdMetrics,
  "/api/performance/user/{id}/milestones": userIdMilestones,
  "/api/performance/user/{id}": userId,
  "/api/performance/user/{id}/summary": userIdSummary,
  "/api/performance/user/{id}/trends": userIdTrends,
  "/api/performance/user/{id}/widget": userIdWidget,
  "/api/performance/user/{id}/widget-tokens": userIdWidgetTokens,
  "/api/ready": ready,
  "/api/sessions/{id}": sessionsId,
  "/api/sessions": sessions,
  "/api/setup": setup,
  "/api/tokens/{id}": tokensId,
  "/api/tokens": tokens,
};
