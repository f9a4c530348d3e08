import { GET as getAnalyticsTrends } from "@/app/api/performance/analytics/trends/route";
import { GET as compareTeamPerformance } from "@/app/api/performance/team/comparison/route";
import { GET as getTeam } from "@/app/api/performance/team/route";
import { GET as getTopPerformers } from "@/app/api/performance/team/top-performers/route";
import { GET as getUserExplanation } from "@/app/api/performance/user/[id]/explanation/route";
import { GET as getUserHistory } from "@/app/api/performance/user/[id]/history/route";
import { GET as getUserSummary } from "@/app/api/performance/user/[id]/summary/route";
import { GET as getUserTrends } from "@/app/api/performance/user/[id]/trends/route";
import { POST as computeWhatIf } from "@/app/api/performance/user/[id]/what-if/route";
import type { ToolRoute } from "@/lib/api/mcp/tool";

const user = "/api/performance/user/{id}";
const team = "/api/performance/team";

/** The reads that are tools. What-if is a POST for its body, and stores nothing. */
export const toolRoutes: readonly ToolRoute[] = [
  { method: "GET", path: `${user}/summary`, handler: getUserSummary },
  { method: "GET", path: `${user}/explanation`, handler: getUserExplanation },
  { method: "GET", path: `${user}/trends`, handler: getUserTrends },
  { method: "GET", path: `${user}/history`, handler: getUserHistory },
  { method: "POST", path: `${user}/what-if`, handler: computeWhatIf },
  { method: "GET", path: team, handler: getTeam },
  { method: "GET", path: `${team}/top-performers`, handler: getTopPerformers },
  { method: "GET", path: `${team}/comparison`, handler: compareTeamPerformance },
  { method: "GET", path: "/api/performance/analytics/trends", handler: getAnalyticsTrends },
];
