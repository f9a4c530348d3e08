import type { IdRule, Kind, Row } from "./access-row";
import type { Actor } from "./actors";
import { contestRows } from "./contest-rows";
import {
  completingAssignments,
  everybody,
  excludeSelf,
  has,
  hasScope,
  needs,
  ofTeam,
  ownOr,
  type Rule,
  readingAssignments,
  signedIn,
  writingAssignments,
} from "./access-rules";

const nobody: Rule = () => 403;
const about = (parameter: string, rule: Rule): Row => ({
  ids: { [parameter]: { kind: "member", rule } },
});
const ofMember = about("id", ownOr("view_team"));
const ofOneself: Row = { ids: { id: { kind: "member", rule: ownOr(null), isOneself: true } } };
const team = (rule: Rule, aggregate?: Rule): IdRule => ({
  kind: "team",
  rule,
  isOptional: true,
  ...(aggregate && { aggregate }),
});
const ofWork = (rule: Rule, body?: Row["body"]): Row => ({
  ids: { id: { kind: "assignment", rule } },
  ...(body && { body }),
});
const administered = (kind: Kind, body?: Row["body"]): Row => ({
  ids: { id: { kind, rule: needs("manage_organization") } },
  ...(body && { body }),
});
const forAdministrators: Row = { rule: needs("manage_organization") };
const analytics: Row = { rule: needs("view_analytics") };

/** Employees may ask for their own place, where their organization lets them, in the organization or their own team. */
const leaderboardOfTeam: Rule = (actor, place) => {
  const asWhoSees = ofTeam("view_team")(actor, place);
  if (asWhoSees !== 403) return asWhoSees;
  const isOwn = place === "omitted" || place === actor.place;
  return isOwn && hasScope(actor, "self:read") && !has(actor, "view_team") ? "ok" : 403;
};

/** A filter on one's own rows leaves none of what is somebody else's. */
const leavingOwn: Rule = (actor) => ownOr("view_team")(actor, "self");

const exportingLedger: Rule = (actor, place) => {
  const status = needs("view_audit_log")(actor, place);
  return status === "ok" && (place === "foreign" || place === "absent") ? 404 : status;
};

/** One's own, and nobody else's whatever the role. */
const ownCredential: Rule = (_actor, place) => (place === "self" ? "ok" : 404);

/** A link opens its owner's alone, whoever comes with it. */
const linkOfColleague: Rule = (_actor, place) => (place === "first" ? "ok" : 404);

/** The only administrator stays. */
const deactivating: Rule = (actor, place) => {
  const status = needs("manage_organization")(actor, place);
  return place === "self" && status === "ok" ? 409 : status;
};

const readingOthers = excludeSelf(readingAssignments);

/** Work of the first team to somebody else; to oneself nobody gives any. */
const givingWork: Rule = (actor, place) => {
  const status = writingAssignments(actor, "first");
  return status === "ok" ? writingAssignments(actor, place) : status;
};

/** Only in a browser: no program signs people out, or makes what would outlive it. */
const ofBrowser =
  (rule: Rule): Rule =>
  (actor, place) =>
    actor.scopes === null ? rule(actor, place) : 403;

/** Only in a browser; what is sent is not the current password. */
const changingPassword: Rule = (actor: Actor) => (actor.scopes === null ? 400 : 403);

const publishedPolicy = {
  weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 },
  min_sample: 5,
};

/** Who may, of every route: a route without a row fails the tests. */
export const accessTable: Readonly<Record<string, Row>> = {
  "GET /api/performance/user/{id}": ofMember,
  "GET /api/performance/user/{id}/summary": ofMember,
  "GET /api/performance/user/{id}/metrics": ofMember,
  "GET /api/performance/user/{id}/history": {
    given: () => ({ id: "self" }),
    ids: {
      id: { kind: "member", rule: ownOr("view_team") },
      entry_id: { kind: "entry", rule: leavingOwn, isOptional: true },
      assignment_id: { kind: "assignment", rule: leavingOwn, isOptional: true },
    },
  },
  "GET /api/performance/user/{id}/trends": ofMember,
  "GET /api/performance/user/{id}/explanation": ofMember,
  "GET /api/performance/user/{id}/milestones": ofMember,
  "GET /api/performance/user/{id}/badges": ofMember,
  "GET /api/performance/user/{id}/access-log": ofOneself,
  "GET /api/performance/user/{id}/everything": ofOneself,
  "GET /api/performance/team": { ids: { team_id: team(ofTeam("view_team")) } },
  "GET /api/performance/team/top-performers": {
    ids: { team_id: team(ofTeam("view_team"), nobody) },
  },
  "GET /api/performance/team/trends": { ids: { team_id: team(ofTeam("view_team")) } },
  "GET /api/performance/team/comparison": {
    given: () => ({ user_id_1: "self", user_id_2: "average" }),
    ids: {
      user_id_1: { kind: "member", rule: ownOr("view_team") },
      user_id_2: { kind: "member", rule: ownOr("view_team") },
    },
  },
  "GET /api/performance/team/leaderboard": {
    given: (actor) => (has(actor, "view_team") ? {} : { around: "self" }),
    ids: {
      around: { kind: "member", rule: ownOr("view_team"), isOptional: true, aggregate: nobody },
      team_id: team(leaderboardOfTeam, nobody),
    },
  },
  "GET /api/performance/analytics/distribution": {
    ids: { team_id: team(ofTeam("view_analytics")) },
  },
  "GET /api/performance/analytics/trends": analytics,
  "GET /api/performance/analytics/teams": analytics,
  "GET /api/performance/analytics/heatmap": analytics,
  "GET /api/performance/statistics": analytics,
  "GET /api/performance/logs": {
    ids: {
      user_id: {
        kind: "member",
        rule: ownOr("view_audit_log", { everywhere: true }),
        isOptional: true,
        aggregate: (actor, place) =>
          place === "self" ? ownOr("view_audit_log")(actor, place) : 403,
      },
    },
  },
  "GET /api/performance/snapshots/{user_id}": about("user_id", ownOr("view_team")),
  "GET /api/performance/export/user/{id}": ofMember,
  "GET /api/performance/export/team": { rule: needs("view_team"), aggregate: nobody },
  "GET /api/performance/export/logs": {
    ids: {
      user_id: { kind: "member", rule: exportingLedger, isOptional: true, aggregate: nobody },
    },
  },
  "GET /api/performance/assignments": {
    ids: {
      user_id: {
        kind: "member",
        rule: ownOr("view_team"),
        isOptional: true,
        aggregate: (actor, place) => (place === "self" ? ownOr("view_team")(actor, place) : 403),
      },
      team_id: team(ofTeam("view_team"), nobody),
    },
  },
  "POST /api/performance/assignments": {
    ids: { user_id: { kind: "member", rule: writingAssignments } },
    body: (unique) => ({ external_id: unique, title: "Made by the matrix" }),
  },
  "GET /api/performance/assignments/{id}": {
    ids: { id: { kind: "assignment", rule: readingAssignments, aggregate: readingOthers } },
  },
  "POST /api/performance/assignments/{id}/complete": ofWork(completingAssignments, () => ({})),
  "PATCH /api/performance/assignments/{id}": {
    given: () => ({ id: "work" }),
    ids: {
      id: { kind: "assignment", rule: writingAssignments },
      user_id: { kind: "member", rule: givingWork },
    },
    body: () => ({ project: "Amended by the matrix" }),
  },
  "POST /api/performance/assignments/{id}/reopen": ofWork(writingAssignments, () => ({})),
  "POST /api/performance/assignments/{id}/cancel": ofWork(writingAssignments, () => ({})),
  "DELETE /api/performance/assignments/{id}": { ...ofWork(writingAssignments), isLast: true },
  ...contestRows,
  "GET /api/performance/members": forAdministrators,
  "POST /api/performance/members": {
    ...forAdministrators,
    body: (unique) => ({ username: unique, role: "employee" }),
  },
  "GET /api/performance/members/{id}": administered("member"),
  "PATCH /api/performance/members/{id}": administered("member", () => ({})),
  "POST /api/performance/members/{id}/invitation": {
    ids: { id: { kind: "member", rule: ofBrowser(needs("manage_organization")) } },
    body: () => ({}),
  },
  "DELETE /api/performance/members/{id}": {
    ids: { id: { kind: "member", rule: deactivating } },
    isLast: true,
  },
  "GET /api/performance/teams": forAdministrators,
  "POST /api/performance/teams": { ...forAdministrators, body: (unique) => ({ name: unique }) },
  "PATCH /api/performance/teams/{id}": administered("team", (unique) => ({ name: unique })),
  "DELETE /api/performance/teams/{id}": { ...administered("team"), isLast: true },
  "GET /api/performance/skills": forAdministrators,
  "POST /api/performance/skills": { ...forAdministrators, body: (unique) => ({ name: unique }) },
  "GET /api/performance/jobs": forAdministrators,
  "POST /api/performance/jobs/{id}/retry": administered("job", () => ({})),
  "PATCH /api/performance/skills/{id}": administered("skill", (unique) => ({ name: unique })),
  "GET /api/performance/organization": forAdministrators,
  "PATCH /api/performance/organization": { ...forAdministrators, body: () => ({}) },
  "GET /api/performance/policy": forAdministrators,
  "PUT /api/performance/policy": { ...forAdministrators, body: () => publishedPolicy },
  "POST /api/performance/policy/preview": { ...forAdministrators, body: () => publishedPolicy },
  "GET /api/performance/user/{id}/widget": {
    ...about("id", linkOfColleague),
    link: "widget",
  },
  "POST /api/performance/user/{id}/widget-tokens": { ...ofOneself, body: () => ({ minutes: 5 }) },
  "GET /api/performance/user/{id}/badges/{file}": {
    ...about("id", linkOfColleague),
    link: "badges",
    words: { file: "top_performer.svg" },
  },
  "GET /api/performance/share-links": { rule: signedIn },
  "POST /api/performance/share-links": {
    rule: ofBrowser(signedIn),
    body: (unique) => ({ name: unique, shares: "widget", days: 1 }),
  },
  "DELETE /api/performance/share-links/{id}": {
    ids: { id: { kind: "shareLink", rule: ownCredential } },
    isLast: true,
  },
  "GET /api/tokens": { rule: signedIn },
  "POST /api/tokens": {
    rule: ofBrowser(signedIn),
    body: (unique) => ({ name: unique, days: 1 }),
  },
  "DELETE /api/tokens/{id}": {
    ids: { id: { kind: "token", rule: ownCredential } },
    isLast: true,
  },
  "GET /api/sessions": { rule: signedIn },
  "DELETE /api/sessions/{id}": {
    ids: { id: { kind: "session", rule: ofBrowser(ownCredential) } },
    isLast: true,
  },
  "POST /api/password": {
    rule: changingPassword,
    body: () => ({ current_password: "not the present one", new_password: "another-one-42" }),
  },
  "DELETE /api/sessions": { rule: ofBrowser(signedIn), isLast: true },
  "POST /api/password/invitation": {
    rule: () => 400,
    body: () => ({ token: "no invitation", new_password: "another-one-42" }),
  },
  "POST /api/setup": {
    rule: () => 409,
    body: (unique) => ({
      code: "no code",
      name: "Another one",
      slug: unique.toLowerCase(),
      time_zone: "UTC",
      username: "somebody",
      password: "another-one-42",
    }),
  },
  "GET /api/health": { rule: everybody },
  "GET /api/ready": { rule: everybody },
  "GET /api/openapi.json": { rule: everybody },
};
