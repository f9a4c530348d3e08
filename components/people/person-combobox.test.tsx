import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import { FormField } from "@/components/ui/forms/form-field";
import { PersonCombobox } from "./person-combobox";

const anna = { user_id: 1, display_name: "Anna Adams", username: "anna" };
const ben = { user_id: 2, display_name: "Ben Brown", username: "ben" };
const benno = { user_id: 3, display_name: "Benno Clark", username: "benno" };
const everyone = [anna, ben, benno];

/** Responds as the search for people does: by a part of the name. */
function servePeople({ hasMore = false, people = everyone } = {}) {
  return serveRequests(({ url }) => {
    const around = url.searchParams.get("around");
    const search = url.searchParams.get("search")?.toLowerCase() ?? "";
    const entries = people.filter(({ user_id: id, display_name: name, username }) =>
      around === null
        ? `${name} (${username})`.toLowerCase().includes(search)
        : id === Number(around),
    );
    return Response.json({ entries, next_cursor: hasMore ? "next" : null });
  });
}

function Choice({
  first = null,
  without = [],
}: {
  first?: number | null;
  without?: readonly number[];
}) {
  const [userId, setUserId] = useState<number | null>(first);
  return (
    <>
      <PersonCombobox
        Field={FormField}
        label="Person"
        userId={userId}
        without={without}
        onChoose={setUserId}
        placeholder="Type a name"
        unknown="Choose a person from the list."
      />
      <strong>{userId ?? "no choice"}</strong>
      <button type="button" onClick={() => setUserId(3)}>
        Choose Benno elsewhere
      </button>
      <button type="button" onClick={() => setUserId(null)}>
        Choose no person elsewhere
      </button>
    </>
  );
}

const field = (state: { expanded?: boolean } = {}) =>
  screen.getByRole<HTMLInputElement>("combobox", { name: "Person", ...state });
const listNames = () => screen.queryAllByRole("option").map((option) => option.textContent);
const findNames = (...names: readonly string[]) =>
  waitFor(() => expect(listNames()).toEqual(names));
const findChoice = (choice: string) => screen.findByText(choice, { selector: "strong" });

describe("the person combobox", () => {
  it("lists people when it is clicked, says how many, and closes the list with Escape", async () => {
    servePeople();
    const { user } = renderPage(<Choice />);
    field({ expanded: false });
    await user.click(field());
    await findNames("Anna Adams (anna)", "Ben Brown (ben)", "Benno Clark (benno)");
    field({ expanded: true });
    expect(screen.getByRole("status").textContent).toBe("3 people");
    await user.keyboard("{Escape}");
    field({ expanded: false });
    expect(listNames()).toEqual([]);
    await findChoice("no choice");
  });

  it("chooses with the arrow keys and Enter, and tells a screen reader which option is active", async () => {
    servePeople();
    const { user } = renderPage(<Choice />);
    await user.type(field(), "ben");
    await findNames("Ben Brown (ben)", "Benno Clark (benno)");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    const active = screen.getByRole("option", { selected: true });
    expect(active.textContent).toBe("Benno Clark (benno)");
    expect(field().getAttribute("aria-activedescendant")).toBe(active.id);
    await user.keyboard("{Enter}");
    await findChoice("3");
    expect(field({ expanded: false }).value).toBe("Benno Clark (benno)");
  });

  it("chooses the option that is clicked", async () => {
    servePeople();
    const { user } = renderPage(<Choice />);
    await user.type(field(), "ben");
    await user.click(await screen.findByRole("option", { name: "Ben Brown (ben)" }));
    await findChoice("2");
    expect(field({ expanded: false }).value).toBe("Ben Brown (ben)");
    expect(document.activeElement).toBe(field());
  });

  it("chooses the only match while it is typed, and shows the full name when the field is left", async () => {
    servePeople();
    const { user } = renderPage(<Choice />);
    await user.type(field(), "dam");
    await findChoice("1");
    expect(field().value).toBe("dam");
    await user.tab();
    expect(field({ expanded: false }).value).toBe("Anna Adams (anna)");
  });

  it("chooses the only match when its response comes after the field is left", async () => {
    servePeople();
    const { user } = renderPage(<Choice />);
    await user.type(field(), "anna");
    await user.tab();
    await findChoice("1");
    expect(field().value).toBe("Anna Adams (anna)");
  });

  it("chooses a member by the whole name where other names contain it", async () => {
    servePeople();
    const { user } = renderPage(<Choice />);
    await user.type(field(), "Ben Brown (ben)");
    await findChoice("2");
  });

  it("chooses a member by a name that no other member has, where other names contain it", async () => {
    const others = [
      { user_id: 4, display_name: "Jane Doering", username: "jane.doering" },
      { user_id: 5, display_name: "Jane Doe", username: "jane" },
    ];
    servePeople({ people: others });
    const { user } = renderPage(<Choice />);
    await user.type(field(), "Jane Doe");
    await findNames("Jane Doering (jane.doering)", "Jane Doe (jane)");
    await findChoice("5");
  });

  it("chooses no member by a name that two members have", async () => {
    const namesakes = [
      { user_id: 4, display_name: "Jane Doe", username: "jane.doe" },
      { user_id: 5, display_name: "Jane Doe", username: "jane" },
    ];
    servePeople({ people: namesakes });
    const { user } = renderPage(<Choice />);
    await user.type(field(), "Jane Doe");
    await findNames("Jane Doe (jane.doe)", "Jane Doe (jane)");
    await user.tab();
    await findChoice("no choice");
  });

  it("takes one listed person for no match where more match than are listed", async () => {
    servePeople({ hasMore: true });
    const { user } = renderPage(<Choice />);
    await user.type(field(), "anna");
    await findNames("Anna Adams (anna)");
    await screen.findByText("no choice", { selector: "strong" });
    expect(screen.getByRole("status").textContent).toMatch(/^Showing the first 1/);
  });

  it("rejects a text that several members match, until more is typed", async () => {
    servePeople();
    const { user } = renderPage(<Choice first={1} />);
    await user.clear(field());
    await user.type(field(), "ben");
    await findNames("Ben Brown (ben)", "Benno Clark (benno)");
    await user.tab();
    await findChoice("no choice");
    expect(field().getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText("Choose a person from the list.").id).toBe(
      field().getAttribute("aria-describedby"),
    );
    await user.type(field(), "no");
    await findChoice("3");
    expect(screen.queryByText("Choose a person from the list.")).toBeNull();
  });

  it("says that no person matches, and then chooses none", async () => {
    servePeople();
    const { user } = renderPage(<Choice first={1} />);
    await waitFor(() => expect(field().value).toBe("Anna Adams (anna)"));
    await user.clear(field());
    await findChoice("no choice");
    await user.type(field(), "zoe");
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("No person matches."));
    await user.tab();
    await screen.findByText("Choose a person from the list.");
    expect(field().value).toBe("zoe");
  });

  it("keeps the choice while another name is typed, and gives it up when that name matches no member", async () => {
    servePeople();
    const { user } = renderPage(<Choice first={1} />);
    await user.clear(field());
    await user.type(field(), "anna");
    await findChoice("1");
    await user.keyboard("bel");
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("No person matches."));
    await findChoice("1");
    await user.tab();
    await findChoice("no choice");
  });

  it("shows a choice that is made elsewhere, in place of what was typed", async () => {
    servePeople();
    const { user } = renderPage(<Choice />);
    await user.type(field(), "ann");
    await findChoice("1");
    await user.click(screen.getByRole("button", { name: "Choose Benno elsewhere" }));
    await findChoice("3");
    await waitFor(() => expect(field().value).toBe("Benno Clark (benno)"));
  });

  it("discards what was typed, also when the choice becomes what it was", async () => {
    servePeople();
    const { user } = renderPage(<Choice />);
    await user.type(field(), "zoe");
    await user.click(screen.getByRole("button", { name: "Choose Benno elsewhere" }));
    await waitFor(() => expect(field().value).toBe("Benno Clark (benno)"));
    await user.click(screen.getByRole("button", { name: "Choose no person elsewhere" }));
    await waitFor(() => expect(field().value).toBe(""));
  });

  it("clears the choice with Escape when the list is closed", async () => {
    servePeople();
    const { user } = renderPage(<Choice first={1} />);
    await waitFor(() => expect(field().value).toBe("Anna Adams (anna)"));
    field().focus();
    await user.keyboard("{Escape}");
    await findChoice("no choice");
    expect(field().value).toBe("");
  });

  it("leaves out members who cannot be chosen, also where the rest of the name matches one other", async () => {
    servePeople();
    const { user } = renderPage(<Choice without={[2]} />);
    await user.type(field(), "ben");
    await findNames("Benno Clark (benno)");
    await findChoice("3");
  });

  it("names a member by the id where the name is not to be had", async () => {
    serveRequests(() => Response.json({ code: "not_found" }, { status: 404 }));
    renderPage(<Choice first={9} />);
    await waitFor(() => expect(field().value).toBe("Member 9"));
  });

  it("sends one request for a name that is typed without a pause", async () => {
    const requests = servePeople();
    const { user } = renderPage(<Choice />);
    await user.type(field(), "anna");
    await findChoice("1");
    const searches = requests.map(({ url }) => url.searchParams.get("search"));
    expect(searches.filter((search) => search !== null)).toEqual(["anna"]);
  });
});
