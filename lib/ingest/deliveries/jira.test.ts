import { describe, expect, it } from "vitest";
import { connectionSettings } from "@/lib/performance/connections/schemas";
import { readJiraEvent } from "./jira";

/*
 * By documentation: the events of https://developer.atlassian.com/cloud/jira/platform/webhooks/ with issues as
 * https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/ describes them.
 */

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-05-13T10:00:00Z") };
const plain = connectionSettings.parse({});
const accountId = "5b10a2844c20165700ede21g";

const fields = {
  summary: "Renew the certificate",
  status: {
    name: "In Arbeit",
    statusCategory: { id: 4, key: "indeterminate", name: "In Progress" },
  },
  assignee: { accountId, displayName: "Jane Doe", emailAddress: "jane@acme.example" },
  created: "2026-05-01T10:00:00.000+0200",
  updated: "2026-05-05T11:00:00.123+0200",
  duedate: "2026-05-09",
  resolutiondate: null,
  resolution: null,
  labels: ["typescript", "ops"],
  priority: { id: "2", name: "High" },
  project: { key: "OPS", name: "Operations" },
  customfield_10016: 5,
};
const done = {
  status: { name: "Erledigt", statusCategory: { key: "done" } },
  resolution: { name: "Done" },
  resolutiondate: "2026-05-05T11:00:00.000+0200",
};

function read(changed: object, { connection = plain, event = "jira:issue_updated" } = {}) {
  return readJiraEvent(
    {
      ...{ timestamp: 1_778_000_000_000, webhookEvent: event },
      issue: { id: "10002", key: "OPS-7", fields: { ...fields, ...changed } },
    },
    connection,
    settings,
  );
}

describe("an event of Jira", () => {
  it.each(["jira:issue_created", "jira:issue_updated"])("gives the state of %s", (event) => {
    expect(read({}, { event })).toMatchObject({
      event,
      items: [
        {
          kind: "state",
          externalId: "OPS-7",
          ownTime: new Date("2026-05-05T09:00:00.123Z"),
          person: { names: ["jane@acme.example", accountId], shown: "Jane Doe" },
          fields: {
            title: "Renew the certificate",
            status: "open",
            assignedAt: new Date("2026-05-01T08:00:00Z"),
            // A day, to its end in Berlin.
            dueAt: new Date("2026-05-09T21:59:59Z"),
            project: "Operations",
          },
        },
      ],
    });
  });

  it("completes an issue by the category of its status, and cancels by its resolution", () => {
    expect(read(done).items).toMatchObject([
      { fields: { status: "completed", completedAt: new Date("2026-05-05T09:00:00Z") } },
    ]);
    for (const name of ["Won't Do", "Duplicate", "Cannot Reproduce"]) {
      expect(read({ ...done, resolution: { name } }).items).toMatchObject([
        { fields: { status: "cancelled" } },
      ]);
    }
    const withoutResolution = {
      ...{ resolution: null, resolutiondate: null },
      statuscategorychangedate: "2026-05-04T11:00:00.000+0200",
    };
    expect(read({ ...done, ...withoutResolution }).items).toMatchObject([
      { fields: { status: "completed", completedAt: new Date("2026-05-04T09:00:00Z") } },
    ]);
  });

  it("takes the difficulty from what the connection names", () => {
    const difficulty = (source: object, changed: object = {}) => {
      const connection = connectionSettings.parse({
        ...{ story_points_field: "customfield_10016", difficulties: { high: 8, "13": 10 } },
        ...source,
      });
      return read(changed, { connection }).items;
    };
    const points = { difficulty_from: "story_points" };
    expect(difficulty({})).not.toMatchObject([{ fields: { difficulty: expect.anything() } }]);
    expect(difficulty(points)).toMatchObject([{ fields: { difficulty: 500 } }]);
    expect(difficulty(points, { customfield_10016: 13 })).toMatchObject([
      { fields: { difficulty: 1000 } },
    ]);
    expect(difficulty(points, { customfield_10016: 21 })).toMatchObject([
      { kind: "invalid", errors: [{ name: "difficulty" }] },
    ]);
    expect(difficulty(points, { customfield_10016: null })).toMatchObject([
      { fields: { difficulty: null } },
    ]);
    expect(difficulty({ difficulty_from: "priority" })).toMatchObject([
      { fields: { difficulty: 800 } },
    ]);
  });

  it("names a person whose address is hidden by the account id, and no person without an assignee", () => {
    const hidden = { assignee: { accountId, displayName: "Jane Doe" } };
    expect(read(hidden).items).toMatchObject([
      { person: { names: [accountId], shown: "Jane Doe" } },
    ]);
    expect(read({ assignee: null }).items).toMatchObject([{ kind: "unassigned" }]);
  });

  it("deletes an issue at the time of the event, and the former key of one that was moved", () => {
    expect(read({}, { event: "jira:issue_deleted" }).items).toEqual([
      { kind: "deleted", externalId: "OPS-7", ownTime: new Date(1_778_000_000_000) },
    ]);
    const moved = readJiraEvent(
      {
        ...{ timestamp: 1, webhookEvent: "jira:issue_updated" },
        issue: { key: "OPS-7", fields },
        changelog: { items: [{ field: "Key", fromString: "OLD-3", toString: "OPS-7" }] },
      },
      plain,
      settings,
    );
    expect(moved.items).toMatchObject([
      { kind: "deleted", externalId: "OLD-3" },
      { kind: "state", externalId: "OPS-7" },
    ]);
  });

  it("is about nothing for other events, and rejected with the fields that are missing", () => {
    expect(read({}, { event: "comment_created" })).toEqual({ event: null, items: [] });
    expect(readJiraEvent("text", plain, settings)).toEqual({ event: null, items: [] });
    const [item] = read({ summary: undefined, updated: "yesterday" }).items;
    expect(item).toMatchObject({ kind: "invalid", externalId: null });
    expect(JSON.stringify(item)).toMatch(/issue\.fields\.summary.*issue\.fields\.updated/);
  });
});
