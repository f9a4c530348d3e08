/** The groups of operations, in the order of the reference: the most used first, those for machines last. */
export const tagDescriptions = {
  user: "The performance of one member.",
  team: "The performance of a team, and rankings.",
  analytics: "Figures of the whole organization.",
  statistics: "Statistics of the organization's scores.",
  logs: "The ledger of the organization.",
  snapshots: "The days of one member.",
  assignments: "Assignments, and their transitions.",
  contests: "Contested ledger entries, and decisions about them.",
  decisions: "Decisions about members that rest on their score.",
  export: "Figures as files.",
  jobs: "Background jobs that failed.",
  members: "The members of the organization.",
  organization: "The settings of the organization.",
  password: "Passwords and invitations.",
  policy: "The scoring policy, and its versions.",
  sessions: "The browsers in which you are signed in.",
  "share-links": "Links that show your figures on other sites.",
  skills: "The skills of the organization.",
  teams: "The teams of the organization.",
  tokens: "Your API tokens.",
  setup: "The first organization of a new installation.",
  health: "Whether the process responds.",
  ready: "Whether the service can respond to requests.",
  "openapi.json": "This document.",
} as const;

export type ApiTag = keyof typeof tagDescriptions;
