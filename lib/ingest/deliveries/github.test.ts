import { describe, expect, it } from "vitest";
import { connectionSettings } from "@/lib/performance/connections/schemas";
import { readGithubEvent } from "./github";
import recorded from "./testing/github-events.json";

/*
 * The recorded deliveries are those of @octokit/webhooks-examples 7.6.1 (MIT,
 * https://github.com/octokit/webhooks/tree/main/payload-examples), one of each action, with the fields that are about
 * work and people.
 */

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-05-13T10:00:00Z") };
const plain = connectionSettings.parse({});

const read = (event: string, payload: unknown, connection = plain) =>
  readGithubEvent(event, payload, connection, settings);

function findRecorded(event: string, action: string) {
  const found = recorded.find((one) => one.event === event && one.payload.action === action);
  if (found === undefined) throw new Error(`There is no recorded ${event} ${action}.`);
  return found.payload;
}

const issue = {
  html_url: "https://github.com/acme/app/issues/7",
  title: "Renew the certificate",
  state: "open",
  state_reason: null,
  assignees: [{ login: "jane" }],
  labels: [{ name: "Large" }, { name: "TypeScript" }, { name: "bug" }],
  milestone: { due_on: "2026-05-23T07:00:00Z" },
  created_at: "2026-05-01T08:00:00Z",
  updated_at: "2026-05-05T09:00:00Z",
  closed_at: null,
};

const readIssue = (fields: object, connection = plain, action = "edited") => {
  const payload = {
    action,
    issue: { ...issue, ...fields },
    repository: { full_name: "acme/app" },
  };
  const [item] = read("issues", payload, connection).items;
  return item;
};

describe("recorded deliveries of GitHub", () => {
  it.each(
    ["opened", "edited", "assigned", "labeled", "milestoned", "reopened"].flatMap((action) =>
      ["issues", "pull_request"].flatMap((event) =>
        recorded.some((one) => one.event === event && one.payload.action === action)
          ? [[event, action] as const]
          : [],
      ),
    ),
  )("are read for %s %s, as a state or as an item without assignee", (event, action) => {
    const { items } = read(event, findRecorded(event, action));
    expect(items).toHaveLength(1);
    expect(["state", "unassigned"]).toContain(items[0]?.kind);
    expect(items[0]?.ownTime).toBeInstanceOf(Date);
  });

  it("give the fields of an opened issue", () => {
    const { event, items } = read("issues", findRecorded("issues", "assigned"));
    expect(event).toBe("issues");
    expect(items).toMatchObject([
      {
        kind: "state",
        externalId: "https://github.com/Codertocat/Hello-World/issues/1",
        ownTime: new Date("2019-05-15T15:20:18Z"),
        person: { kind: "names", names: ["Codertocat"], shown: "Codertocat" },
        fields: {
          title: "Spelling error in the README file",
          status: "open",
          assignedAt: new Date("2019-05-15T15:20:18Z"),
          // The day of the milestone, to its end in Berlin.
          dueAt: new Date("2019-05-23T21:59:59Z"),
          project: "Codertocat/Hello-World",
        },
      },
    ]);
  });

  it("cancel a pull request that was closed without a merge", () => {
    const [item] = read("pull_request", findRecorded("pull_request", "closed")).items;
    expect(item).toMatchObject({ kind: "state", fields: { status: "cancelled" } });
  });

  it("delete an issue that was deleted or transferred", () => {
    for (const action of ["deleted", "transferred"]) {
      expect(read("issues", findRecorded("issues", action)).items).toMatchObject([
        { kind: "deleted" },
      ]);
    }
  });

  it("are about nothing for a ping and for other actions and events", () => {
    const ping = recorded.find(({ event }) => event === "ping");
    expect(read("ping", ping?.payload)).toEqual({ event: "ping", items: [] });
    expect(read("issues", findRecorded("issues", "locked")).items).toEqual([]);
    expect(read("push", { ref: "refs/heads/main" })).toEqual({ event: null, items: [] });
    expect(read("star", { action: "opened" })).toEqual({ event: null, items: [] });
  });
});

describe("the state of an issue", () => {
  it("is completed when it is closed, at that time", () => {
    const closed = { state: "closed", closed_at: "2026-05-05T09:00:00Z" };
    expect(readIssue({ ...closed, state_reason: "completed" })).toMatchObject({
      fields: { status: "completed", completedAt: new Date("2026-05-05T09:00:00Z") },
    });
    for (const reason of ["not_planned", "duplicate"]) {
      expect(readIssue({ ...closed, state_reason: reason })).toMatchObject({
        fields: { status: "cancelled" },
      });
    }
    // A reopened issue may keep the time at which it was closed.
    const reopened = readIssue({ ...closed, state: "open", state_reason: "reopened" });
    expect(reopened).toMatchObject({ fields: { status: "open" } });
    expect(JSON.stringify(reopened)).not.toContain("completedAt");
  });

  it("is due at the end of the milestone's day, whose midnight is in California or UTC", () => {
    const dueAt = (due_on: string | null) => readIssue({ milestone: { due_on } });
    const may23 = { fields: { dueAt: new Date("2026-05-23T21:59:59Z") } };
    expect(dueAt("2026-05-23T07:00:00Z")).toMatchObject(may23);
    expect(dueAt("2026-05-23T00:00:00Z")).toMatchObject(may23);
    expect(dueAt("2026-01-23T08:00:00Z")).toMatchObject({
      fields: { dueAt: new Date("2026-01-23T22:59:59Z") },
    });
    expect(dueAt(null)).toMatchObject({ fields: { dueAt: null } });
    const withoutDue = connectionSettings.parse({ due_from_milestone: false });
    expect(JSON.stringify(readIssue({}, withoutDue))).not.toContain("dueAt");
  });

  it("has difficulty and skills by the words of the connection, and none of them without words", () => {
    expect(JSON.stringify(readIssue({}))).not.toMatch(/difficulty|skills/);
    const connection = connectionSettings.parse({
      ...{ difficulty_from: "labels", difficulties: { small: 2, large: 8 } },
      skill_labels: ["typescript", "SQL"],
    });
    expect(readIssue({}, connection)).toMatchObject({
      fields: { difficulty: 800 },
      skills: [{ name: "TypeScript", level: 5 }],
    });
    expect(readIssue({ labels: [] }, connection)).toMatchObject({
      fields: { difficulty: null },
      skills: [],
    });
  });

  it("belongs to no person without an assignee or with a bot, and is rejected with several", () => {
    expect(readIssue({ assignees: [] })).toMatchObject({ kind: "unassigned" });
    expect(readIssue({ assignees: [{ login: "dependabot[bot]" }] })).toMatchObject({
      kind: "unassigned",
    });
    expect(readIssue({ assignees: [{ login: "jane" }, { login: "ada" }] })).toMatchObject({
      ...{ kind: "invalid", externalId: issue.html_url },
      errors: [{ name: "assignee", reason: "assignee names several people." }],
    });
  });

  it("is rejected with the fields that are missing", () => {
    const payload = { action: "opened", issue: { title: "No more" }, repository: {} };
    const [item] = read("issues", payload).items;
    expect(item).toMatchObject({ kind: "invalid", externalId: null, ownTime: null });
    expect(JSON.stringify(item)).toMatch(/issue\.html_url.*repository\.full_name/);
  });
});
