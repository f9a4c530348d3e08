import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import type { AssignmentChangeResponse } from "@/lib/performance/assignments/changes/change-schemas";
import english from "@/messages/en.json";
import { ChangeTimeline } from "./change-timeline";

const created: AssignmentChangeResponse = {
  ...{ id: 7, event: "created", created_at: "2026-11-20T08:00:00.000Z", source: "page" },
  ...{ actor: { user_id: 1, username: "ada", display_name: "Ada" }, reason: null, before: null },
  ...{ after: {}, was_due_passed: null, is_due_passed: null, signals: [] },
  ...{ contestable: false, contest: null },
};
const moved: AssignmentChangeResponse = {
  ...{ ...created, id: 8, event: "changed", contestable: true },
  ...{ before: { due_at: "2026-11-25T12:00:00.000Z" }, after: { due_at: null } },
};
const sentence = "Due date Nov 25, 2026 removed by Ada.";
const contested = { contestable: false, contest: { id: 3, status: "open" } } as const;

function serveChanges(changes: () => readonly AssignmentChangeResponse[]) {
  return serveRequests(({ method }) =>
    Response.json(
      method === "POST" ? {} : { assignment_id: 42, changes: changes(), is_skill_match_far: false },
    ),
  );
}

describe("the timeline of an assignment", () => {
  it("offers to contest the changes that the reader can contest, by their sentence", async () => {
    serveChanges(() => [moved, created]);
    renderPage(<ChangeTimeline assignmentId={42} />);
    await screen.findByText(sentence);
    const buttons = screen.getAllByRole("button");
    expect(buttons.map((button) => button.getAttribute("aria-label"))).toEqual([
      `Contest “${sentence}”`,
    ]);
  });

  it("sends the reason to the change of the assignment, and then shows its contest", async () => {
    let changes = [moved, created];
    const requests = serveChanges(() => changes);
    const { user } = renderPage(<ChangeTimeline assignmentId={42} />);
    await user.click(await screen.findByRole("button", { name: `Contest “${sentence}”` }));
    const form = within(await screen.findByRole("form", { name: `Contest “${sentence}”` }));
    changes = [{ ...moved, ...contested }, created];
    await user.type(form.getByLabelText(english.contests.changeReasonLabel), "We agreed on it.");
    await user.click(form.getByRole("button", { name: english.contests.sendChange }));
    const link = await screen.findByRole("link", { name: "Show dispute 3" });
    expect(link.getAttribute("href")).toBe("/contests?contest=3");
    expect(screen.queryByRole("form")).toBeNull();
    expect(requests.filter(({ method }) => method === "POST")).toMatchObject([
      {
        url: { pathname: "/api/performance/assignments/42/changes/8/contest" },
        body: { reason: "We agreed on it." },
      },
    ]);
  });

  it("shows the state of a contest to a reader who cannot contest the change", async () => {
    serveChanges(() => [{ ...moved, ...contested }]);
    renderPage(<ChangeTimeline assignmentId={42} />);
    await screen.findByText(english.contests.status.open);
    expect(screen.queryByRole("button")).toBeNull();
  });
});
