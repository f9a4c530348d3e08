import { screen, waitFor } from "@testing-library/react";
import { useSearchParams } from "next/navigation";
import { beforeEach, describe, expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import english from "@/messages/en.json";
import { LogsFilters } from "./logs-filters";
import { parseLogsView } from "./logs-view";

const anna = { user_id: 1, display_name: "Anna Adams", username: "anna" };
const ben = { user_id: 2, display_name: "Ben Brown", username: "ben" };

function Filters() {
  const params = useSearchParams();
  const view = parseLogsView((name) => params.get(name));
  const person = [anna, ben].find(({ user_id: id }) => id === view.userId) ?? null;
  return <LogsFilters view={view} person={person} isBackwards={false} />;
}

const person = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Person" });
const from = () => screen.getByLabelText<HTMLInputElement>("From");

beforeEach(() => {
  window.history.pushState(null, "", "/logs");
  serveRequests(({ url }) => {
    const search = url.searchParams.get("search") ?? "";
    const entries = [anna, ben].filter(({ username }) => username.includes(search));
    return Response.json({ entries, next_cursor: null });
  });
});

describe("the filters of the logs", () => {
  it("put each choice into the URL at once, and none of two is lost", async () => {
    const { user } = renderPage(<Filters />);
    await user.selectOptions(screen.getByRole("combobox", { name: "Kind" }), "late");
    await user.type(person(), "anna");
    await waitFor(() => expect(window.location.search).toBe("?kind=late&person=1"));
    expect(person().value).toBe("anna");
    await user.tab();
    expect(person().value).toBe("Anna Adams (anna)");
  });

  it("show late or moved completions only, one of both", async () => {
    const { user } = renderPage(<Filters />);
    const choose = (name: string) => user.click(screen.getByRole("checkbox", { name }));
    await choose("Late");
    await waitFor(() => expect(window.location.search).toBe("?only=late"));
    await choose("Due date moved");
    await waitFor(() => expect(window.location.search).toBe("?only=moved"));
    expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Late" }).checked).toBe(false);
    await choose("Due date moved");
    await waitFor(() => expect(window.location.search).toBe(""));
  });

  it("show what the URL says after the Back button, in place of what was typed", async () => {
    const { user } = renderPage(<Filters />);
    await user.type(person(), "anna");
    await waitFor(() => expect(window.location.search).toBe("?person=1"));
    await user.clear(person());
    await user.type(person(), "ben");
    await waitFor(() => expect(window.location.search).toBe("?person=2"));
    await user.tab();
    window.history.back();
    await waitFor(() => expect(window.location.search).toBe(""));
    await waitFor(() => expect(person().value).toBe(""));
    window.history.back();
    await waitFor(() => expect(person().value).toBe("Anna Adams (anna)"));
  });

  it("add one step to the browser's history for the days of one visit to a field", async () => {
    const { user } = renderPage(<Filters />);
    const before = window.history.length;
    await user.type(from(), "2026-02-03");
    await user.clear(from());
    await user.type(from(), "2026-02-04");
    await waitFor(() => expect(window.location.search).toBe("?from=2026-02-04"));
    expect(window.history.length).toBe(before + 1);
    expect(from().value).toBe("2026-02-04");
  });

  it("clear what is typed with the filters", async () => {
    const { user } = renderPage(<Filters />);
    await user.type(person(), "zoe");
    await user.tab();
    await screen.findByText(english.logs.personNone);
    await user.click(screen.getByRole("link", { name: "Clear filters" }));
    expect(person().value).toBe("");
    expect(screen.queryByText(english.logs.personNone)).toBeNull();
  });
});
