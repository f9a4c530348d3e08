import type { TeamName } from "./people";
import type { Random } from "./random";

type Words = readonly [string, ...string[]];

const verbs: Readonly<Record<TeamName, Words>> = {
  Design: ["Sketch", "Redraw", "Lay out", "Prototype", "Test with users", "Polish", "Review"],
  Engineering: ["Build", "Fix", "Speed up", "Migrate", "Test", "Document", "Refactor"],
  Support: ["Reply to", "Follow up on", "Write a guide to", "Triage", "Clean up", "Explain"],
};

const objects: Readonly<Record<TeamName, Words>> = {
  Design: [
    "the booking page",
    "the season catalogue",
    "the icon set",
    "the sign-up flow",
    "the annual report",
    "the empty states",
    "the print templates",
    "the colour tokens",
  ],
  Engineering: [
    "the invoice export",
    "the search index",
    "the nightly import",
    "the payment retries",
    "the image pipeline",
    "the login page",
    "the audit trail",
    "the report builder",
  ],
  Support: [
    "open invoices",
    "a refund request",
    "the onboarding call",
    "delivery questions",
    "the returns process",
    "feedback on the new catalogue",
    "account merges",
    "the holiday notice",
  ],
};

const projects: Words = ["Aurora", "Bergen", "Cedar", "Delta", "Evergreen", "Fjord"];

export function writeTitle(team: TeamName, random: Random): { title: string; project: string } {
  const project = random.pick(projects);
  return {
    title: `${random.pick(verbs[team])} ${random.pick(objects[team])} for ${project}`,
    project,
  };
}
