import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import english from "@/messages/en.json";
import { ReassignForm } from "./reassign-form";

const assignment: AssignmentResponse = {
  id: 42,
  external_id: "TICKET-42",
  user_id: 5,
  username: "john_doe",
  display_name: "John Doe",
  title: "Renew the certificate",
  project: null,
  status: "open",
  overdue: false,
  assigned_at: null,
  started_at: null,
  due_at: null,
  completed_at: null,
  completed_precision: null,
  difficulty: null,
  skill_match: null,
  required_skills: [],
  fact: null,
  created_at: "2026-05-10T22:00:00.000Z",
  updated_at: "2026-05-14T12:30:20.000Z",
};
const people = [
  { user_id: 5, display_name: "John Doe", username: "john_doe" },
  { user_id: 6, display_name: "John Smith", username: "john" },
];

function renderForm() {
  const requests = serveRequests(({ method, url }) => {
    const search = url.searchParams.get("search") ?? "";
    const entries = people.filter(({ username }) => username.includes(search));
    return Response.json(method === "GET" ? { entries, next_cursor: null } : { assignment });
  });
  const onDone = vi.fn();
  const page = renderPage(
    <ReassignForm assignment={assignment} viewerId={1} onDone={onDone} onClose={() => undefined} />,
  );
  const listChanges = () => requests.filter(({ method }) => method !== "GET");
  return { ...page, onDone, listChanges };
}

const person = () => screen.getByRole<HTMLInputElement>("combobox");

describe("the form that reassigns an assignment", () => {
  it("begins in its field, and sends nothing before a person is chosen", async () => {
    const { user, listChanges } = renderForm();
    expect(document.activeElement).toBe(person());
    await user.type(person(), "zoe");
    await user.click(screen.getByRole("button", { name: english.assignments.reassign }));
    await waitFor(() => expect(person().getAttribute("aria-invalid")).toBe("true"));
    expect(listChanges()).toEqual([]);
  });

  it("takes the only match by the first Enter, and sends it by the second", async () => {
    const { user, onDone, listChanges } = renderForm();
    await user.type(person(), "john");
    await screen.findByRole("option", { name: "John Smith (john)" });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(person().value).toBe("John Smith (john)"));
    expect(listChanges()).toEqual([]);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(listChanges()).toMatchObject([
      {
        method: "PATCH",
        url: { pathname: "/api/performance/assignments/42" },
        body: { user_id: 6 },
      },
    ]);
  });
});
