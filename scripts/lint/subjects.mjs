/** From the bottom to the top: a subject imports those before it. */
export const subjects = [
  "domain",
  "shared",
  "ledger",
  "pagination",
  "access",
  "summaries",
  "members",
  "policies",
  "releases",
  "achievements",
  "assignments",
  "explanations",
  "contests",
  "what-if",
  "imports",
  "rankings",
  "analytics",
  "history",
  "letter",
  "decisions",
  "exports",
  "privacy",
  "notice",
  "administration",
  "evaluations",
  "seals",
  "retention",
  "verification",
];

/** The subjects on which all others are built: their queries are open to every subject above them. */
export const openQueries = ["ledger", "access", "members"];
