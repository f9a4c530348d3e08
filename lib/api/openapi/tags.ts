/** The groups of operations, in the order of the reference: the most used first, those for machines last. */
export const tagDescriptions = {
  user: "The performance of one member, day by day and entry by entry.",
  team: "The performance of a team, and rankings.",
  analytics: "Figures and statistics of the whole organization.",
  logs: "The ledger of the organization.",
  assignments: "Assignments, and their transitions.",
  imports: "Files of assignments, from their upload to an undo.",
  connections: "Other systems that deliver work by webhooks.",
  contests: "Contested ledger entries, and decisions about them.",
  decisions: "Decisions about members that rest on their score.",
  export: "Figures as files.",
  jobs: "Background jobs that failed.",
  account: "Who you are, your password, your sessions and your API tokens.",
  members: "The members of the organization.",
  organization: "The settings of the organization.",
  policy: "The scoring policy, and its versions.",
  "share-links": "Links that show your figures on other sites.",
  skills: "The skills of the organization.",
  teams: "The teams of the organization.",
  "service-accounts": "Programs that act for the organization, and their tokens.",
  service: "The state of the service, its setup, and this document.",
} as const;

export type ApiTag = keyof typeof tagDescriptions;
