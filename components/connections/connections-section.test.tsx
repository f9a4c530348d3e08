import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import english from "@/messages/en.json";
import { ConnectionsSection } from "./connections-section";

const texts = english.connections;

const connection = {
  ...{ id: 7, kind: "github", name: "Tracker", path: "/api/webhooks/0b1c" },
  settings: {
    ...{ due_from_milestone: true, skill_labels: [], difficulty_from: "none" },
    ...{ difficulties: {}, story_points_field: null },
  },
  ...{ is_enabled: true, created_at: "2026-05-01T08:00:00.000Z", service_account_id: 12 },
  ...{ old_secret_ends_at: null, last_delivery_at: null, unknown_people: 1 },
  rejected_deliveries: 1,
};

const delivery = {
  ...{ id: 3, delivery_id: "d-3", event: "issues", received_at: "2026-05-01T08:00:00.000Z" },
  ...{ replayed_at: null, status: "rejected", new: 0, changed: 0, unchanged: 0, late: 0 },
  ...{ skipped: 0, rejected: 1, can_replay: true },
  rejections: [
    {
      external_id: "ISSUE-1",
      errors: [{ name: "assignee", code: "unknown_reference", reason: "must name a member" }],
    },
  ],
};

const person = {
  ...{ id: 5, shown: "octocat", name: "octocat", is_skipped: false },
  ...{ first_seen_at: "2026-05-01T08:00:00.000Z", last_seen_at: "2026-05-01T08:00:00.000Z" },
};

const serve = () =>
  serveRequests(({ method, url: { pathname } }) => {
    if (pathname.endsWith("/replay")) return Response.json(delivery);
    if (pathname.endsWith("/deliveries")) {
      return Response.json({ deliveries: [delivery], next_cursor: null });
    }
    if (pathname.endsWith("/people")) return Response.json({ people: [person] });
    if (method === "PATCH") return Response.json({ id: person.id });
    return Response.json(
      method === "POST" ? { ...connection, secret: "very secret" } : { connections: [connection] },
    );
  });

it("creates a connection, and shows its URL and secret once", async () => {
  const requests = serve();
  const { user } = renderPage(<ConnectionsSection />);
  await user.selectOptions(await screen.findByLabelText(texts.system), "jira");
  await user.type(screen.getByLabelText(texts.name), "Tracker");
  await user.click(screen.getByRole("button", { name: texts.create }));
  const shown = await screen.findByLabelText<HTMLTextAreaElement>(
    texts.made.replace("{name}", "Tracker"),
  );
  expect(shown.value).toBe(`${window.location.origin}/api/webhooks/0b1c\nvery secret`);
  const created = requests.find(({ method }) => method === "POST");
  expect(created?.body).toEqual({ kind: "jira", name: "Tracker" });
  await user.click(screen.getByRole("button", { name: english.secret.close }));
  expect(screen.queryByDisplayValue(/very secret/)).toBeNull();
});

it("shows deliveries and unknown people on request, skips a person and replays a delivery", async () => {
  const requests = serve();
  const { user } = renderPage(<ConnectionsSection />);
  const row = await screen.findByRole("listitem");
  const details = texts.detailsNamed.replace("{name}", connection.name);
  await user.click(within(row).getByRole("button", { name: details }));
  await screen.findByText("ISSUE-1: assignee: must name a member");
  await user.click(
    await screen.findByRole("button", { name: texts.skipNamed.replace("{name}", "octocat") }),
  );
  await screen.findByText(texts.decided);
  await user.click(screen.getByRole("button", { name: texts.replayNamed.replace("{id}", "d-3") }));
  await screen.findByText(texts.replayed);
  const sent = requests
    .filter(({ method }) => method !== "GET")
    .map(({ method, url, body }) => [method, url.pathname, body]);
  expect(sent).toEqual([
    ["PATCH", "/api/performance/connections/people/5", { is_skipped: true }],
    ["POST", "/api/performance/connections/deliveries/3/replay", {}],
  ]);
});

it("replaces a secret and switches a connection off after a question", async () => {
  const requests = serve();
  const { user } = renderPage(<ConnectionsSection />);
  const row = await screen.findByRole("listitem");
  const press = async (named: string, confirm: string) => {
    await user.click(
      within(row).getByRole("button", { name: named.replace("{name}", connection.name) }),
    );
    await user.click(within(row).getByRole("button", { name: confirm }));
  };
  await press(texts.switchOffNamed, texts.switchOff);
  await press(texts.rotateNamed, texts.rotate);
  await screen.findByDisplayValue(/very secret/);
  const sent = requests
    .filter(({ method }) => method !== "GET")
    .map(({ url, body }) => [url.pathname, body]);
  expect(sent).toEqual([
    ["/api/performance/connections/7", { is_enabled: false }],
    ["/api/performance/connections/7/rotate", { overlap_hours: 24 }],
  ]);
});

it("sends the settings of a connection, and none with a difficulty that is no number", async () => {
  const requests = serve();
  const { user } = renderPage(<ConnectionsSection />);
  const row = await screen.findByRole("listitem");
  const details = texts.detailsNamed.replace("{name}", connection.name);
  await user.click(within(row).getByRole("button", { name: details }));
  const form = await screen.findByRole("form", { name: texts.settings });
  await user.selectOptions(within(form).getByLabelText(texts.difficultyFrom), "labels");
  const difficulties = within(form).getByLabelText(texts.difficulties);
  await user.type(difficulties, "large = many");
  await user.click(within(form).getByRole("button", { name: english.form.save }));
  await within(form).findByText(texts.difficultiesInvalid);
  expect(requests.some(({ method }) => method === "PATCH")).toBe(false);
  await user.clear(difficulties);
  await user.type(difficulties, "large = 8");
  await user.type(within(form).getByLabelText(texts.skillLabels), "SQL, Go");
  await user.click(within(form).getByRole("button", { name: english.form.save }));
  await within(form).findByText(english.form.saved);
  expect(requests.find(({ method }) => method === "PATCH")?.body).toEqual({
    settings: {
      ...{ difficulty_from: "labels", difficulties: { large: 8 }, skill_labels: ["SQL", "Go"] },
      ...{ due_from_milestone: true, story_points_field: null },
    },
  });
});
