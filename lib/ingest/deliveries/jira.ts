import { z } from "zod";
import { jira } from "@/lib/ingest/built-in/trackers";
import type { RowSettings } from "@/lib/ingest/mapping/assignment-row";
import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { parseParams } from "@/lib/invalid-params";
import type { ConnectionSettings } from "@/lib/performance/connections/schemas";
import type { DeliveredItem, DeliveredPerson, ReadDelivery } from "./delivered-item";
import { mapDifficulty, mapSkills } from "./map-labels";
import { mapState, type StateRow } from "./map-state";
import { plainText, toStorableText } from "./plain-text";

/** Jira writes offsets without a colon. */
const instant = z
  .string()
  .transform((text) => text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"))
  .pipe(z.iso.datetime({ offset: true }));

const named = z.looseObject({ name: z.string() });

const fields = z.looseObject({
  summary: z.string(),
  status: z.looseObject({
    statusCategory: z.looseObject({ key: z.string() }),
  }),
  assignee: z
    .looseObject({
      accountId: plainText,
      emailAddress: plainText.optional(),
      displayName: z.string().optional(),
    })
    .nullish(),
  created: instant,
  updated: instant,
  duedate: z.iso.date().nullish(),
  resolutiondate: instant.nullish(),
  resolution: named.nullish(),
  statuscategorychangedate: instant.nullish(),
  labels: z.array(z.string()).default([]),
  priority: named.nullish(),
  project: named.nullish(),
});
type IssueFields = z.output<typeof fields>;

const changedField = z.looseObject({
  field: z.string(),
  fromString: plainText.nullish().catch(null),
});
const issueEvent = z.looseObject({
  webhookEvent: z.string(),
  /** In milliseconds. */
  timestamp: z.number().int(),
  issue: z.looseObject({ key: plainText, fields }),
  changelog: z.looseObject({ items: z.array(changedField) }).optional(),
});
const anyEvent = z.looseObject({ webhookEvent: z.string() });

/** With the columns of an export, and the difficulty as a column of its own. */
const mapping: Mapping = { ...jira, columns: { ...jira.columns, difficulty: ["difficulty"] } };

const stateEvents = ["jira:issue_created", "jira:issue_updated"];
const deletion = "jira:issue_deleted";

/**
 * Reads an event of Jira about an issue.
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/.
 */
export function readJiraEvent(
  body: unknown,
  connection: ConnectionSettings,
  settings: RowSettings,
): ReadDelivery {
  const event = anyEvent.safeParse(body).data?.webhookEvent ?? null;
  if (event === null || ![...stateEvents, deletion].includes(event)) {
    return { event: null, items: [] };
  }
  const read = parseParams(issueEvent, body);
  if ("invalid" in read) {
    const errors = read.invalid;
    return { event, items: [{ kind: "invalid", externalId: null, ownTime: null, errors }] };
  }
  const { timestamp, issue, changelog } = read.data;
  if (event === deletion) {
    return {
      event,
      items: [{ kind: "deleted", externalId: issue.key, ownTime: new Date(timestamp) }],
    };
  }
  const ownTime = new Date(issue.fields.updated);
  const row = toRow(issue.fields, connection);
  const state = mapState(
    mapping,
    { "issue key": issue.key, ...row },
    findPerson(issue.fields),
    settings,
  );
  const present: DeliveredItem = { externalId: issue.key, ownTime, ...state };
  // An issue that was moved to another project has another key from then on.
  const formerKeys = (changelog?.items ?? []).flatMap(({ field, fromString }) =>
    field === "Key" && fromString ? [fromString] : [],
  );
  const former = formerKeys
    .filter((key) => key !== issue.key)
    .map((externalId): DeliveredItem => ({ kind: "deleted", externalId, ownTime }));
  return { event, items: [...former, present] };
}

/** Names of statuses are chosen by each team; their categories are the same everywhere. */
const statusByCategory: Readonly<Record<string, string>> = {
  new: "to do",
  undefined: "to do",
  indeterminate: "in progress",
  done: "done",
};

function toRow(issue: IssueFields, connection: ConnectionSettings): StateRow {
  const { labels } = issue;
  const { key: category } = issue.status.statusCategory;
  const points = connection.story_points_field && issue[connection.story_points_field];
  return {
    summary: issue.summary,
    status: statusByCategory[category] ?? category,
    resolution: issue.resolution?.name ?? null,
    "assignee email": issue.assignee?.emailAddress ?? issue.assignee?.accountId ?? null,
    created: issue.created,
    "due date": issue.duedate ?? null,
    "resolution date": issue.resolutiondate ?? issue.statuscategorychangedate ?? issue.updated,
    "project name": issue.project?.name ?? null,
    ...mapSkills(labels, connection),
    ...mapDifficulty(
      {
        labels,
        priority: issue.priority?.name ?? null,
        storyPoints: typeof points === "number" ? points : null,
      },
      connection,
    ),
  };
}

function findPerson({ assignee }: IssueFields): DeliveredPerson | null {
  if (!assignee) return null;
  const { accountId, emailAddress, displayName } = assignee;
  return {
    kind: "names",
    names: emailAddress === undefined ? [accountId] : [emailAddress, accountId],
    shown: toStorableText(displayName ?? emailAddress ?? accountId),
  };
}
