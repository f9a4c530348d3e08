import { z } from "zod";
import type { InvalidParam } from "@/lib/errors";
import { githubIssues } from "@/lib/ingest/built-in/trackers";
import type { RowSettings } from "@/lib/ingest/mapping/assignment-row";
import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { parseParams } from "@/lib/invalid-params";
import type { ConnectionSettings } from "@/lib/performance/connections/schemas";
import type { DeliveredItem, DeliveredPerson, ReadDelivery } from "./delivered-item";
import { mapDifficulty, mapSkills } from "./map-labels";
import { mapState, type StateRow } from "./map-state";
import { plainText } from "./plain-text";

const instant = z.iso.datetime({ offset: true });

const work = z.looseObject({
  html_url: plainText,
  title: z.string(),
  state: z.enum(["open", "closed"]),
  state_reason: z.string().nullish(),
  assignees: z.array(z.looseObject({ login: plainText })),
  labels: z.array(z.looseObject({ name: z.string() })).default([]),
  milestone: z.looseObject({ due_on: instant.nullish() }).nullish(),
  created_at: instant,
  updated_at: instant,
  closed_at: instant.nullable(),
  /** Of pull requests. */
  merged_at: instant.nullish(),
});
type Work = z.output<typeof work>;

const repository = z.looseObject({ full_name: z.string() });
const events = {
  issues: z.looseObject({ action: z.string(), issue: work, repository }),
  pull_request: z.looseObject({ action: z.string(), pull_request: work, repository }),
};

/** With the columns of `gh issue list --json`, and those that only events have. */
const mapping: Mapping = {
  ...githubIssues,
  columns: { ...githubIssues.columns, due_at: ["due on"], difficulty: ["difficulty"] },
};

/** The item is no longer at its URL. */
const endingActions = ["deleted", "transferred"];
/** Other actions change nothing that is recorded, such as a review. */
const statingActions = [
  ...["opened", "edited", "closed", "reopened", "assigned", "unassigned"],
  ...["labeled", "unlabeled", "milestoned", "demilestoned"],
];
const anyEvent = z.looseObject({ action: z.enum([...statingActions, ...endingActions]) });

/**
 * Reads an event of GitHub: `issues` and `pull_request`, of which each has the whole state.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads.
 */
export function readGithubEvent(
  event: string | null,
  body: unknown,
  connection: ConnectionSettings,
  settings: RowSettings,
): ReadDelivery {
  if (!anyEvent.safeParse(body).success) {
    return { event: event === "ping" ? event : null, items: [] };
  }
  if (event === "issues") {
    const read = parseParams(events.issues, body);
    if ("invalid" in read) return toInvalid(event, read.invalid);
    return { event, items: [toItem(read.data.issue, read.data, connection, settings)] };
  }
  if (event === "pull_request") {
    const read = parseParams(events.pull_request, body);
    if ("invalid" in read) return toInvalid(event, read.invalid);
    const { pull_request: pull } = read.data;
    const isDropped = pull.state === "closed" && !pull.merged_at;
    const state = { ...pull, state_reason: isDropped ? "not_planned" : null };
    return { event, items: [toItem(state, read.data, connection, settings)] };
  }
  return { event: null, items: [] };
}

function toInvalid(event: string, errors: readonly InvalidParam[]): ReadDelivery {
  return { event, items: [{ kind: "invalid", externalId: null, ownTime: null, errors }] };
}

function toItem(
  state: Work,
  event: { readonly action: string; readonly repository: z.output<typeof repository> },
  connection: ConnectionSettings,
  settings: RowSettings,
): DeliveredItem {
  const key = { externalId: state.html_url, ownTime: new Date(state.updated_at) };
  if (endingActions.includes(event.action)) return { ...key, kind: "deleted" };
  const row = { ...toRow(state, connection), repository: event.repository.full_name };
  return { ...key, ...mapState(mapping, row, findPerson(state), settings) };
}

function toRow(state: Work, connection: ConnectionSettings): StateRow {
  const labels = state.labels.map(({ name }) => name);
  return {
    "html url": state.html_url,
    title: state.title,
    state: state.state,
    "state reason": state.state_reason ?? null,
    assignees: state.assignees.map(({ login }) => login),
    "created at": state.created_at,
    "closed at": state.closed_at,
    ...(connection.due_from_milestone && { "due on": toDueDay(state.milestone?.due_on ?? null) }),
    ...mapSkills(labels, connection),
    ...mapDifficulty({ labels }, connection),
  };
}

function findPerson({ assignees }: Work): DeliveredPerson | null {
  const [assignee] = assignees;
  if (assignee === undefined) return null;
  return { kind: "names", names: [assignee.login], shown: assignee.login };
}

const pacificDay = new Intl.DateTimeFormat("en-CA", {
  ...{ timeZone: "America/Los_Angeles", year: "numeric", month: "2-digit", day: "2-digit" },
});

/** A milestone is due on a day, which GitHub writes as its midnight in California, and formerly in UTC. */
function toDueDay(dueOn: string | null): string | null {
  if (dueOn === null) return null;
  const instant = new Date(dueOn);
  const isMidnight = instant.getTime() % 86_400_000 === 0;
  return isMidnight ? instant.toISOString().slice(0, 10) : pacificDay.format(instant);
}
