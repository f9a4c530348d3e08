import { type Mapping, trackerStatusWords } from "@/lib/ingest/mapping/mapping";

const byStatus = { statusWords: trackerStatusWords, completedByStatus: {} } as const;

/** By documentation of the CSV export ("Export Excel CSV (all fields)") and by public exports of issues. */
export const jira: Mapping = {
  ...byStatus,
  name: "jira",
  label: "Jira",
  signature: [["issue key"], ["summary"], ["status"]],
  columns: {
    external_id: ["issue key"],
    title: ["summary"],
    assignee: ["assignee email", "assignee"],
    assigned_at: ["created"],
    due_at: ["due date"],
    completed_at: ["resolved", "resolution date", "updated"],
    difficulty: [
      ...["custom field (story points)", "story points"],
      ...["custom field (story point estimate)", "story point estimate"],
    ],
    required_skills: ["labels"],
    status: ["status"],
    project: ["project name", "project key"],
  },
  statusFallback: "status category",
  cancelledBy: {
    column: "resolution",
    words: ["wont do", "wont fix", "duplicate", "cannot reproduce", "declined", "rejected"],
  },
  people: { nameColumn: "assignee", areNames: true },
};

/** By documentation: the columns of a view of a project, exported as TSV. */
const githubProjects: Mapping = {
  ...byStatus,
  name: "github-projects",
  label: "GitHub Projects",
  signature: [["title"], ["url"], ["assignees"], ["status"]],
  columns: {
    external_id: ["url"],
    title: ["title"],
    assignee: ["assignees"],
    assigned_at: ["created"],
    started_at: ["start date"],
    due_at: ["due date", "target date", "due"],
    completed_at: ["closed", "closed at", "completed at", "end date"],
    difficulty: ["estimate", "story points", "points"],
    required_skills: ["labels"],
    status: ["status"],
    project: ["repository"],
  },
  people: { separatedByComma: true, areNames: true },
};

/** By documentation: `gh issue list --json`, one object per line, or its fields as CSV. */
export const githubIssues: Mapping = {
  ...byStatus,
  name: "github-issues",
  label: "GitHub issues",
  signature: [["number"], ["title"], ["state"], ["url", "html url"]],
  columns: {
    external_id: ["html url", "url"],
    title: ["title"],
    assignee: ["assignees", "assignee"],
    assigned_at: ["created at"],
    completed_at: ["closed at"],
    required_skills: ["labels"],
    status: ["state"],
    project: ["repository"],
  },
  cancelledBy: { column: "state reason", words: ["not planned", "duplicate"] },
  people: { separatedByComma: true, areNames: true },
};

/** By documentation of the CSV export of a workspace. */
const linear: Mapping = {
  ...byStatus,
  name: "linear",
  label: "Linear",
  signature: [["id"], ["team"], ["title"], ["status"], ["cycle number", "estimate"]],
  columns: {
    external_id: ["id"],
    title: ["title"],
    assignee: ["assignee"],
    assigned_at: ["created"],
    started_at: ["started"],
    due_at: ["due date"],
    completed_at: ["completed"],
    difficulty: ["estimate"],
    required_skills: ["labels"],
    status: ["status"],
    project: ["project"],
  },
  people: { areNames: true },
};

/** By documentation of the CSV export of a project. A task is completed where it has a date of completion. */
const asana: Mapping = {
  name: "asana",
  label: "Asana",
  signature: [["task id"], ["name"], ["completed at"]],
  columns: {
    external_id: ["task id"],
    title: ["name"],
    assignee: ["assignee email", "assignee"],
    assigned_at: ["created at"],
    started_at: ["start date"],
    due_at: ["due date"],
    completed_at: ["completed at"],
    required_skills: ["tags"],
    project: ["projects"],
  },
  statusWords: trackerStatusWords,
  people: { nameColumn: "assignee", areNames: true },
};

/** By documentation of the CSV export of a query. */
const azureDevOps: Mapping = {
  ...byStatus,
  name: "azure-devops",
  label: "Azure DevOps",
  signature: [["id"], ["work item type"], ["title"], ["state"]],
  columns: {
    external_id: ["id"],
    title: ["title", "title 1"],
    assignee: ["assigned to"],
    assigned_at: ["created date"],
    started_at: ["activated date"],
    due_at: ["due date", "target date"],
    completed_at: ["closed date", "resolved date", "completed date", "state change date"],
    difficulty: ["story points", "effort"],
    required_skills: ["tags"],
    status: ["state"],
    project: ["team project", "area path"],
  },
  people: { areNames: true },
  americanDates: true,
};

/** By documentation of the CSV export of issues. The URL is the id, because the ids of two projects are alike. */
const gitlab: Mapping = {
  ...byStatus,
  name: "gitlab",
  label: "GitLab",
  signature: [["issue id"], ["url"], ["title"], ["state"]],
  columns: {
    external_id: ["url", "issue id"],
    title: ["title"],
    assignee: ["assignee username", "assignee"],
    assigned_at: ["created at"],
    due_at: ["due date"],
    completed_at: ["closed at"],
    difficulty: ["weight"],
    required_skills: ["labels"],
    status: ["state"],
    project: ["milestone"],
  },
  people: { nameColumn: "assignee", separatedByComma: true, areNames: true },
};

export const firstTrackers = [
  jira,
  githubProjects,
  githubIssues,
  linear,
  asana,
  azureDevOps,
  gitlab,
];
