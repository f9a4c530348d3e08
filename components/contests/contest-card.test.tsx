import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import english from "@/messages/en.json";
import { ContestCard } from "./contest-card";

const change: NonNullable<ContestResponse["change"]> = {
  ...{ id: 8, event: "changed", created_at: "2026-11-30T08:00:00.000Z", source: "page" },
  ...{ actor: { user_id: 1, username: "ada", display_name: "Ada" }, reason: null },
  before: { due_at: "2026-11-25T22:59:59.000Z" },
  after: { due_at: "2026-12-10T22:59:59.000Z" },
  ...{ was_due_passed: true, is_due_passed: false, signals: [], contestable: false },
  contest: { id: 3, status: "open" },
};
const contest: ContestResponse = {
  ...{ id: 3, status: "open", user_id: 5, username: "bo", display_name: "Bo" },
  ...{ reason: "We agreed on it.", raised_at: "2026-11-30T09:00:00.000Z", withdrawn_at: null },
  ...{ decided_at: null, decided_by: null, decision_reason: null, seen_at: null },
  ...{ entry: null, change, correction: null, answered_by: null },
  ...{ assignment_id: 42, assignment_title: "Draw the map", assignment: null },
  ...{ upholding_needs: "undoing", may_decide: false, second_key: null, may_withdraw: false },
};

function renderCard(fields: Partial<ContestResponse> = {}, userId = 9) {
  const requests = serveRequests(() => Response.json({}));
  const shown = { ...contest, ...fields };
  const page = renderPage(<ContestCard contest={shown} userId={userId} onDecided={() => {}} />);
  return { ...page, requests };
}

describe("the card of a contest about a change", () => {
  it("shows the change with its author, and how long after the due date it was made", () => {
    renderCard();
    const card = within(screen.getByRole("article", { name: /Draw the map/ }));
    card.getByRole("heading", { name: english.contests.change });
    card.getByText(
      "Due date moved from Nov 25, 2026 to Dec 10, 2026 by Ada, 4 days after it had passed.",
    );
    expect(card.queryByRole("link")).toBeNull();
  });

  it("shows the number of the assignment where its title is hidden, and says that the change is", () => {
    renderCard({ assignment_title: null, change: null });
    screen.getByRole("article", { name: /Assignment 42/ });
    screen.getByText(english.contests.changeHidden);
  });

  it("tells the person who made the change that another person decides", () => {
    renderCard({}, 1);
    screen.getByText(english.contests.otherDecides);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("asks for a second person where no other one may decide", async () => {
    const { user, requests } = renderCard({ second_key: "needed" }, 1);
    await user.click(screen.getByRole("button", { name: english.contests.askSecond }));
    expect(requests.filter(({ method }) => method === "POST")).toMatchObject([
      {
        url: { pathname: "/api/performance/proposals" },
        body: { setting: "contest_decision", contest_id: 3 },
      },
    ]);
  });

  it("says that a second person was asked, and lets the person decide once one agreed", () => {
    renderCard({ second_key: "proposed" }, 1);
    screen.getByText(english.contests.secondAsked);
    renderCard({ second_key: "approved", may_decide: true }, 1);
    screen.getByRole("button", { name: "Decide Bo's dispute about “Draw the map”" });
    expect(screen.queryByText(english.contests.otherDecides)).toBeNull();
  });

  it("asks to undo a change that facts cannot correct, before anything is sent", async () => {
    const { user, requests } = renderCard({ may_decide: true });
    await user.click(screen.getByRole("button", { name: /^Decide Bo's dispute/ }));
    await user.click(await screen.findByRole("button", { name: english.contests.submit.upheld }));
    expect(await screen.findAllByText(english.contests.undoFirst)).toHaveLength(2);
    expect(requests).toEqual([]);
  });

  it("accepts without facts once the change was undone", async () => {
    const { user, requests } = renderCard({ may_decide: true, upholding_needs: null });
    await user.click(screen.getByRole("button", { name: /^Decide Bo's dispute/ }));
    await screen.findByText(english.contests.upholdingUndone);
    await user.click(screen.getByRole("button", { name: english.contests.submit.upheld }));
    expect(requests).toMatchObject([{ method: "POST", body: { decision: "upheld" } }]);
  });
});
