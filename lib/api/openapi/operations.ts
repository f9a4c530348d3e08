export type OperationText = { readonly operationId: string; readonly summary: string };

type Row = readonly [operationId: string, summary: string];

/** What every operation is called, and what it does in a line. A test fails where one is missing. */
const rows: Readonly<Record<string, Row>> = {
  "GET /api/performance/user/{id}": ["getUserPerformance", "Where a member stands"],
  "GET /api/performance/user/{id}/summary": ["getUserSummary", "The same as without `summary`"],
  "GET /api/performance/user/{id}/metrics": ["getUserMetrics", "A member's score and metrics"],
  "GET /api/performance/user/{id}/history": [
    "getUserHistory",
    "A member's ledger, newest entry first",
  ],
  "GET /api/performance/user/{id}/trends": [
    "getUserTrends",
    "A member's score and ratios (in percent) day by day",
  ],
  "GET /api/performance/user/{id}/explanation": [
    "getUserExplanation",
    "What moved a member's score, in figures and words",
  ],
  "GET /api/performance/user/{id}/milestones": [
    "getUserMilestones",
    "What a member reached, what was undone and why, and how far the rest is",
  ],
  "GET /api/performance/user/{id}/badges": [
    "getUserBadges",
    "The badges a member earned, and how far each other is",
  ],
  "GET /api/performance/user/{id}/access-log": [
    "getUserAccessLog",
    "Who looked at one's own figures, when, and where",
  ],
  "GET /api/performance/user/{id}/everything": [
    "getUserEverything",
    "All that is stored about oneself, as one file",
  ],
  "GET /api/performance/team": ["getTeam", "A team or all whom the caller sees, by rank"],
  "GET /api/performance/team/top-performers": ["getTopPerformers", "The best ranked members"],
  "GET /api/performance/team/comparison": [
    "compareTeamPerformance",
    "Two members, or a member and the average",
  ],
  "GET /api/performance/team/leaderboard": [
    "getLeaderboard",
    "Ranks with ties and movement, by the current score or that of a period",
  ],
  "GET /api/performance/team/trends": ["getTeamTrends", "The team's mean score day by day"],
  "GET /api/performance/analytics/distribution": [
    "getDistribution",
    "How many members have which score",
  ],
  "GET /api/performance/analytics/trends": [
    "getAnalyticsTrends",
    "Every member's trend, and the organization's mean",
  ],
  "GET /api/performance/analytics/teams": ["getAnalyticsTeams", "Each team's size and means"],
  "GET /api/performance/analytics/heatmap": [
    "getHeatmap",
    "Completions and on-time ratio by weekday and hour",
  ],
  "GET /api/performance/statistics": [
    "getStatistics",
    "Mean, median, deviation and range of the scores",
  ],
  "GET /api/performance/logs": ["getPerformanceLogs", "The organization's ledger, newest first"],
  "GET /api/performance/snapshots/{user_id}": [
    "getUserSnapshots",
    "A member's days with completions, and everything up to each",
  ],
  "GET /api/performance/export/user/{id}": ["exportUser", "A member's figures as a file"],
  "GET /api/performance/export/team": ["exportTeam", "All members' standings as a file"],
  "GET /api/performance/export/logs": ["exportLogs", "The ledger as a file"],
  "GET /api/performance/policy": ["getPolicy", "The scoring policy and all its versions"],
  "PUT /api/performance/policy": [
    "updatePolicy",
    "Makes a new version of the scoring policy, and scores everybody anew",
  ],
  "POST /api/performance/policy/preview": [
    "previewPolicy",
    "What a policy would make of every member; nothing is changed",
  ],
  "GET /api/performance/assignments": ["listAssignments", "Assignments, the last recorded first"],
  "POST /api/performance/assignments": [
    "recordAssignment",
    "Records an assignment, or everything about the one with this `external_id`",
  ],
  "GET /api/performance/assignments/{id}": ["getAssignment", "One assignment"],
  "PATCH /api/performance/assignments/{id}": [
    "amendAssignment",
    "Amends an assignment; a changed fact writes a correction",
  ],
  "DELETE /api/performance/assignments/{id}": [
    "deleteAssignment",
    "Deletes an assignment; what it counted for is taken back",
  ],
  "POST /api/performance/assignments/{id}/complete": [
    "completeAssignment",
    "Completes an assignment and updates the score",
  ],
  "POST /api/performance/assignments/{id}/reopen": [
    "reopenAssignment",
    "Reopens an assignment; what it counted for is taken back",
  ],
  "POST /api/performance/assignments/{id}/cancel": [
    "cancelAssignment",
    "Cancels an assignment; what it counted for is taken back",
  ],
  "POST /api/performance/logs/{id}/contest": [
    "raiseContest",
    "Contests an entry of one's own work, with a reason",
  ],
  "GET /api/performance/contests": [
    "listContests",
    "One's own contests and those of whom one sees, the last raised first",
  ],
  "GET /api/performance/contests/{id}": ["getContest", "One contest"],
  "POST /api/performance/contests/{id}/decision": [
    "decideContest",
    "Upholds a contest, which writes a correction, or rejects it with a reason",
  ],
  "POST /api/performance/contests/{id}/withdraw": [
    "withdrawContest",
    "Takes back a contest of one's own that is open",
  ],
  "POST /api/performance/contests/{id}/seen": [
    "markContestSeen",
    "Notes that one has noticed the decision of one's own contest",
  ],
  "GET /api/performance/members": ["listMembers", "All members, as administrators see them"],
  "POST /api/performance/members": ["createMember", "Adds a member"],
  "GET /api/performance/members/{id}": ["getMember", "One member, as administrators see them"],
  "PATCH /api/performance/members/{id}": [
    "updateMember",
    "Changes a member; absent fields keep what is stored",
  ],
  "DELETE /api/performance/members/{id}": [
    "deactivateMember",
    "Deactivates a member and ends all their credentials; their history stays",
  ],
  "POST /api/performance/members/{id}/invitation": [
    "createInvitation",
    "A one-time link with which a member sets their password",
  ],
  "GET /api/performance/teams": ["listTeams", "All teams"],
  "POST /api/performance/teams": ["createTeam", "Adds a team"],
  "PATCH /api/performance/teams/{id}": ["updateTeam", "Renames a team"],
  "DELETE /api/performance/teams/{id}": ["deleteTeam", "Deletes a team; its members are in none"],
  "GET /api/performance/skills": ["listSkills", "All skills"],
  "POST /api/performance/skills": ["createSkill", "Adds a skill"],
  "PATCH /api/performance/skills/{id}": ["updateSkill", "Renames a skill"],
  "GET /api/performance/jobs": [
    "listJobs",
    "Jobs that were set aside after too many attempts, and how many wait",
  ],
  "POST /api/performance/jobs/{id}/retry": [
    "retryJob",
    "Runs a job that was set aside again, with as many attempts as a new one",
  ],
  "GET /api/performance/organization": ["getOrganization", "The organization's settings"],
  "PATCH /api/performance/organization": [
    "updateOrganization",
    "Changes settings; absent fields keep what is stored",
  ],
  "GET /api/performance/user/{id}/widget": [
    "getSharedWidget",
    "What a member's widget shows to whoever has their link",
  ],
  "POST /api/performance/user/{id}/widget-tokens": [
    "createWidgetToken",
    "Makes a short-lived secret with which a page shows one's own widget; it is shown this once",
  ],
  "GET /api/performance/user/{id}/badges/{file}": [
    "getSharedBadge",
    "A badge that a member holds, as a picture for other sites",
  ],
  "GET /api/performance/share-links": [
    "listShareLinks",
    "One's own share links that were not revoked",
  ],
  "POST /api/performance/share-links": [
    "createShareLink",
    "Makes a link that shows one's own widget or badges; it is shown this once",
  ],
  "DELETE /api/performance/share-links/{id}": ["revokeShareLink", "Ends a share link of one's own"],
  "GET /api/tokens": ["listTokens", "One's own tokens that were not revoked"],
  "POST /api/tokens": ["createToken", "Makes a token of one's own; it is shown this once"],
  "DELETE /api/tokens/{id}": ["revokeToken", "Ends a token of one's own"],
  "GET /api/sessions": ["listSessions", "Where one is signed in"],
  "DELETE /api/sessions": ["endOtherSessions", "Signs out everywhere else"],
  "DELETE /api/sessions/{id}": ["endSession", "Ends a session of one's own"],
  "POST /api/password": ["changePassword", "Changes one's own password, and signs out everywhere"],
  "POST /api/password/invitation": ["acceptInvitation", "Sets a password with an invitation"],
  "POST /api/setup": [
    "setUpOrganization",
    "Makes the first organization and its administrator, with the code on the server's console",
  ],
  "GET /api/health": ["getHealth", "Whether the process answers"],
  "GET /api/ready": ["getReadiness", "Whether the database answers and has every migration"],
  "GET /api/openapi.json": ["getOpenApi", "This document"],
};

/** Null: nothing was written about it. */
export function findOperationText(method: string, path: string): OperationText | null {
  const row = rows[`${method} ${path}`];
  return row === undefined ? null : { operationId: row[0], summary: row[1] };
}

/** With a name made of the address where nothing was written about it. */
export function getOperationText(method: string, path: string): OperationText {
  const words = path.split(/[^a-z0-9]+/i).filter((word) => word !== "");
  const name = words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join("");
  return (
    findOperationText(method, path) ?? {
      operationId: `${method.toLowerCase()}${name}`,
      summary: `${method} ${path}`,
    }
  );
}

/** What a parameter means, by its name; it means the same everywhere. */
export const parameterTexts: Readonly<Record<string, string>> = {
  id: "The id of what the address is about: of a member under `user`.",
  user_id: "A member's id.",
  user_id_1: "A member's id.",
  user_id_2: "A member's id, or `average`: the mean of the organization's active members.",
  team_id: "Only this team; not together with `user_id`.",
  around: "A member in whose place the page is centred; not together with `cursor`.",
  search: "Only those in whose name, username or e-mail address this occurs, in any case.",
  status: "Only these.",
  overdue: "Open past its due date, or not.",
  wait: "With `false` the answer is 202, and the score follows within seconds.",
  kind: "Only entries of this kind.",
  format: "Of the file.",
  file: "The name of a badge, and `.svg`.",
  link: "The secret of a share link, as it was shown when the link was made; or for a widget, so that it stands in no address, in the header `Authorization: Bearer ptl_…`.",
  lang: "The language of its texts.",
  erase:
    "Whether to remove the person from a member who was deactivated before; their figures stay.",
  bom: "Whether CSV begins with a byte order mark, by which some spreadsheets know UTF-8.",
  from: "The first local day.",
  to: "The last local day, included.",
};
