import { type Mapping, trackerStatusWords } from "@/lib/ingest/mapping/mapping";

const byStatus = { statusWords: trackerStatusWords, completedByStatus: {} } as const;

/** By documentation of the JSON export as a table: a card is completed where its due date is, or by its list. */
const trello: Mapping = {
  name: "trello",
  label: "Trello",
  signature: [["card id"], ["card name"], ["list name"]],
  columns: {
    external_id: ["card id"],
    title: ["card name"],
    assignee: ["members"],
    started_at: ["start date"],
    due_at: ["due date"],
    completed_at: ["last activity date"],
    required_skills: ["labels"],
    status: ["list name"],
    project: ["board name"],
  },
  statusWords: trackerStatusWords,
  completedByStatus: { trueColumn: "due complete" },
  people: { separatedByComma: true, areNames: true },
};

/** By documentation of the CSV export of a list; its times are milliseconds since 1970. */
const clickup: Mapping = {
  ...byStatus,
  name: "clickup",
  label: "ClickUp",
  signature: [["task id"], ["task name"], ["status"]],
  columns: {
    external_id: ["task id"],
    title: ["task name"],
    assignee: ["assignees", "assignee"],
    assigned_at: ["date created"],
    started_at: ["start date"],
    due_at: ["due date"],
    completed_at: ["date done", "date closed"],
    difficulty: ["sprint points", "points"],
    required_skills: ["tags"],
    status: ["status"],
    project: ["list name", "folder name/path"],
  },
  people: { separatedByComma: true, areNames: true },
  hasMilliseconds: true,
};

/** By documentation of the CSV export of issues. */
const redmine: Mapping = {
  ...byStatus,
  name: "redmine",
  label: "Redmine",
  signature: [["#"], ["tracker"], ["status"], ["subject"]],
  columns: {
    external_id: ["#"],
    title: ["subject"],
    assignee: ["assignee"],
    assigned_at: ["created"],
    started_at: ["start date"],
    due_at: ["due date"],
    completed_at: ["closed", "updated"],
    required_skills: ["category"],
    status: ["status"],
    project: ["project"],
  },
  people: { areNames: true },
};

/** By documentation of the CSV export of issues. */
const youtrack: Mapping = {
  ...byStatus,
  name: "youtrack",
  label: "YouTrack",
  signature: [["issue id"], ["summary"], ["state"]],
  columns: {
    external_id: ["issue id"],
    title: ["summary"],
    assignee: ["assignee"],
    assigned_at: ["created"],
    due_at: ["due date"],
    completed_at: ["resolved"],
    difficulty: ["story points", "estimation"],
    required_skills: ["tags"],
    status: ["state"],
    project: ["project"],
  },
  people: { areNames: true },
};

/** By documentation of the Excel export of a board, saved with its ids. */
const monday: Mapping = {
  ...byStatus,
  name: "monday",
  label: "monday.com",
  signature: [
    ["name"],
    ["person", "people", "owner"],
    ["status"],
    ["item id", "item id (auto generated)"],
  ],
  columns: {
    external_id: ["item id", "item id (auto generated)"],
    title: ["name"],
    assignee: ["person", "people", "owner"],
    assigned_at: ["creation log"],
    started_at: ["timeline start"],
    due_at: ["due date", "date", "timeline end"],
    completed_at: ["completion date", "completed date", "last updated"],
    difficulty: ["estimation", "story points"],
    required_skills: ["tags"],
    status: ["status"],
    project: ["board", "group"],
  },
  people: { separatedByComma: true, areNames: true },
};

export const moreTrackers = [trello, clickup, redmine, youtrack, monday];
