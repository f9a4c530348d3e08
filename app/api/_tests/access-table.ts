import type { AccessRow } from "./access-row";
import {
  absentByKey,
  administratorsOnly,
  analyticsOnly,
  createAdminRow,
  createAssignmentRow,
  createMemberRow,
  createRightRow,
  createTeamRule,
  forbidden,
  memberData,
  organizationReaders,
  ownData,
  writingBatches,
} from "./access-row-builders";
import {
  allowOwnOr,
  allowRight,
  allowSignedIn,
  allowTeam,
  completingAssignments,
  hasRight,
  listingOwn,
  readingAssignments,
  writingAssignments,
} from "./access-rules";
import { accountRows } from "./account-rows";
import { administrationRows } from "./administration-rows";
import { contestRows } from "./contest-rows";
import { importRows } from "./import-rows";
import {
  deactivating,
  exportingLedger,
  filteringOwnRows,
  inBrowserOnly,
  inviting,
  leaderboardOfTeam,
  linkOfColleague,
  managingMembers,
  namingTeam,
  ownCredential,
  readingJobs,
  readingOthers,
  reassigning,
} from "./route-rules";

const publishedPolicy = {
  weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 },
  min_sample: 5,
};

/** The expected access to every route. A route without a row fails the tests. */
export const accessTable: Readonly<Record<string, AccessRow>> = {
  "GET /api/performance/user/{id}": memberData,
  "GET /api/performance/user/{id}/summary": memberData,
  "GET /api/performance/user/{id}/metrics": memberData,
  "GET /api/performance/user/{id}/history": {
    fixedIds: () => ({ id: "self" }),
    ids: {
      id: { kind: "member", rule: allowOwnOr("view_team") },
      entry_id: { kind: "entry", rule: filteringOwnRows, isOptional: true },
      assignment_id: { kind: "assignment", rule: filteringOwnRows, isOptional: true },
    },
  },
  "GET /api/performance/user/{id}/trends": memberData,
  "GET /api/performance/user/{id}/explanation": memberData,
  "POST /api/performance/user/{id}/what-if": {
    ...memberData,
    body: () => ({ policy: publishedPolicy }),
  },
  "GET /api/performance/user/{id}/letter": memberData,
  "GET /api/performance/user/{id}/milestones": memberData,
  "GET /api/performance/user/{id}/badges": memberData,
  "GET /api/performance/user/{id}/access-log": ownData,
  "GET /api/performance/user/{id}/everything": ownData,
  "GET /api/performance/user/{id}/audit-log": ownData,
  "GET /api/performance/team": { ids: { team_id: createTeamRule(allowTeam("view_team")) } },
  "GET /api/performance/team/top-performers": {
    ids: { team_id: createTeamRule(allowTeam("view_team"), forbidden) },
  },
  "GET /api/performance/team/trends": { ids: { team_id: createTeamRule(allowTeam("view_team")) } },
  "GET /api/performance/releases": { ids: { team_id: createTeamRule(allowTeam("view_team")) } },
  "GET /api/performance/team/comparison": {
    fixedIds: () => ({ user_id_1: "self", user_id_2: "average" }),
    ids: {
      user_id_1: { kind: "member", rule: allowOwnOr("view_team") },
      user_id_2: { kind: "member", rule: allowOwnOr("view_team") },
    },
  },
  "GET /api/performance/team/leaderboard": {
    fixedIds: (actor) => (hasRight(actor, "view_team") ? {} : { around: "self" }),
    ids: {
      around: {
        kind: "member",
        rule: allowOwnOr("view_team"),
        isOptional: true,
        aggregate: forbidden,
      },
      team_id: createTeamRule(leaderboardOfTeam, forbidden),
    },
  },
  "GET /api/performance/analytics/distribution": {
    ids: { team_id: createTeamRule(allowTeam("view_analytics")) },
  },
  "GET /api/performance/analytics/trends": analyticsOnly,
  "GET /api/performance/analytics/teams": analyticsOnly,
  "GET /api/performance/analytics/heatmap": analyticsOnly,
  "GET /api/performance/statistics": analyticsOnly,
  "GET /api/performance/logs": {
    ids: {
      user_id: {
        kind: "member",
        rule: allowOwnOr("view_audit_log", { everywhere: true }),
        isOptional: true,
        aggregate: (actor, location) =>
          location === "self" ? allowOwnOr("view_audit_log")(actor, location) : 403,
      },
    },
  },
  "GET /api/performance/snapshots/{user_id}": createMemberRow("user_id", allowOwnOr("view_team")),
  "GET /api/performance/export/user/{id}": memberData,
  "GET /api/performance/export/team": { rule: allowRight("view_team"), aggregate: forbidden },
  "GET /api/performance/export/logs": {
    ids: {
      user_id: { kind: "member", rule: exportingLedger, isOptional: true, aggregate: forbidden },
    },
  },
  "GET /api/performance/assignments": {
    ids: {
      user_id: {
        kind: "member",
        rule: allowOwnOr("view_team"),
        isOptional: true,
        aggregate: (actor, location) =>
          location === "self" ? allowOwnOr("view_team")(actor, location) : 403,
      },
      team_id: createTeamRule(allowTeam("view_team"), forbidden),
    },
  },
  "POST /api/performance/assignments": {
    ids: { user_id: { kind: "member", rule: writingAssignments } },
    body: (unique) => ({ external_id: unique, title: "Made by the matrix" }),
  },
  "POST /api/performance/assignments/batch": writingBatches,
  "GET /api/performance/assignments/by-external-id/{external_id}": absentByKey,
  "PUT /api/performance/assignments/by-external-id/{external_id}": {
    ids: { user_id: { kind: "member", rule: writingAssignments } },
    uniqueParameter: "external_id",
    body: () => ({ title: "Made by the matrix" }),
  },
  "DELETE /api/performance/assignments/by-external-id/{external_id}": absentByKey,
  "GET /api/performance/assignments/{id}": {
    ids: { id: { kind: "assignment", rule: readingAssignments, aggregate: readingOthers } },
  },
  "GET /api/performance/assignments/{id}/changes": {
    ids: { id: { kind: "assignment", rule: readingAssignments, aggregate: readingOthers } },
  },
  "POST /api/performance/assignments/{id}/complete": createAssignmentRow(
    completingAssignments,
    () => ({}),
  ),
  "PATCH /api/performance/assignments/{id}": {
    fixedIds: () => ({ id: "assignment" }),
    ids: {
      id: { kind: "assignment", rule: writingAssignments },
      user_id: { kind: "member", rule: reassigning },
    },
    body: () => ({ project: "Amended by the matrix" }),
  },
  "POST /api/performance/assignments/{id}/reopen": createAssignmentRow(
    writingAssignments,
    () => ({}),
  ),
  "POST /api/performance/assignments/{id}/cancel": createAssignmentRow(
    writingAssignments,
    () => ({}),
  ),
  "DELETE /api/performance/assignments/{id}": {
    ...createAssignmentRow(writingAssignments),
    isDestructive: true,
  },
  ...contestRows,
  ...administrationRows,
  "GET /api/performance/members": organizationReaders,
  "POST /api/performance/members": {
    ids: { team_id: { kind: "team", rule: namingTeam, isOptional: true } },
    body: (unique) => ({ username: unique, role: "employee" }),
  },
  "POST /api/performance/members/import": {
    ...administratorsOnly,
    upload: { contentType: "text/csv", text: "username\nada\n" },
  },
  "GET /api/performance/members/{id}": createRightRow("view_organization", "member"),
  "PATCH /api/performance/members/{id}": {
    fixedIds: () => ({ id: "newMember" }),
    ids: {
      id: { kind: "member", rule: managingMembers },
      team_id: { kind: "team", rule: namingTeam, isOptional: true },
    },
    body: () => ({}),
  },
  "POST /api/performance/members/{id}/invitation": {
    ids: { id: { kind: "member", rule: inviting } },
    body: () => ({}),
  },
  "DELETE /api/performance/members/{id}": {
    ids: { id: { kind: "member", rule: deactivating } },
    isDestructive: true,
  },
  "GET /api/performance/teams": organizationReaders,
  "POST /api/performance/teams": { ...administratorsOnly, body: (unique) => ({ name: unique }) },
  "GET /api/performance/teams/{id}": createRightRow("view_organization", "team"),
  "PATCH /api/performance/teams/{id}": createAdminRow("team", (unique) => ({ name: unique })),
  "DELETE /api/performance/teams/{id}": { ...createAdminRow("team"), isDestructive: true },
  "GET /api/performance/skills": organizationReaders,
  "POST /api/performance/skills": { ...administratorsOnly, body: (unique) => ({ name: unique }) },
  "GET /api/performance/jobs": administratorsOnly,
  "GET /api/performance/jobs/{id}": { ids: { id: { kind: "job", rule: readingJobs } } },
  "POST /api/performance/jobs/{id}/retry": createAdminRow("job", () => ({})),
  ...importRows,
  "GET /api/performance/skills/{id}": createRightRow("view_organization", "skill"),
  "PATCH /api/performance/skills/{id}": createAdminRow("skill", (unique) => ({ name: unique })),
  "GET /api/performance/organization": organizationReaders,
  "PATCH /api/performance/organization": { ...administratorsOnly, body: () => ({}) },
  "GET /api/performance/policy": organizationReaders,
  "PUT /api/performance/policy": {
    ...administratorsOnly,
    body: () => ({ ...publishedPolicy, expected_version: 1 }),
  },
  "POST /api/performance/policy/preview": { ...administratorsOnly, body: () => publishedPolicy },
  "GET /api/performance/user/{id}/widget": {
    ...createMemberRow("id", linkOfColleague),
    link: "widget",
  },
  "POST /api/performance/user/{id}/widget-tokens": { ...ownData, body: () => ({ minutes: 5 }) },
  "GET /api/performance/user/{id}/badges/{file}": {
    ...createMemberRow("id", linkOfColleague),
    link: "badges",
    otherParameters: { file: "top_performer.svg" },
  },
  "GET /api/performance/share-links": { rule: listingOwn },
  "POST /api/performance/share-links": {
    rule: inBrowserOnly(allowSignedIn),
    body: (unique) => ({ name: unique, shares: "widget", days: 1 }),
  },
  "DELETE /api/performance/share-links/{id}": {
    ids: { id: { kind: "shareLink", rule: ownCredential } },
    isDestructive: true,
  },
  ...accountRows,
};
