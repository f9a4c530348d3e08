import { screen, waitFor, within } from "@testing-library/react";
import { useSearchParams } from "next/navigation";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderPage } from "@/components/testing/render-page";
import { buildRows, sortRows } from "./leaderboard-rows";
import { LeaderboardTable } from "./leaderboard-table";
import { parseTeamView } from "./team-view";

const member = (id: number, name: string, score: number | null, rank: number | null) => ({
  rank,
  previous_rank: null,
  movement: null,
  user_id: id,
  username: name.toLowerCase(),
  display_name: name,
  performance_score: score,
  tasks_completed: id,
  provisional: rank === null,
});

const entries = [
  member(3, "Cleo", 91.5, 1),
  member(1, "Anna", 80, 2),
  member(2, "Ben", 80, 2),
  member(4, "Dora", null, null),
];

const onCompare = vi.fn();

function Table() {
  const params = useSearchParams();
  const view = parseTeamView((name) => params.get(name));
  const rows = sortRows(buildRows(entries, [], false), { ...view, locale: "en" });
  return (
    <LeaderboardTable rows={rows} view={view} viewerId={2} hasMemberPages onCompare={onCompare} />
  );
}

const header = (name: string) => screen.getByRole("columnheader", { name });
const listNames = () =>
  screen
    .getAllByRole("rowheader")
    .map((cell) => within(cell).queryByRole("link")?.textContent)
    .filter((name) => name !== undefined);
const findNames = (...names: readonly string[]) =>
  waitFor(() => expect(listNames()).toEqual(names));

beforeEach(() => window.history.pushState(null, "", "/team"));

describe("the table of the leaderboard", () => {
  it("is sorted by rank at first, with members without a rank last", async () => {
    renderPage(<Table />);
    await findNames("Cleo", "Anna", "Ben", "Dora");
    expect(header("Rank").getAttribute("aria-sort")).toBe("ascending");
    expect(screen.getByText("You").closest("tr")?.textContent).toContain("Ben");
  });

  it("is sorted by the column whose header is clicked, and the other way by a second click", async () => {
    const { user } = renderPage(<Table />);
    const sortByName = () => user.click(within(header("Name")).getByRole("link"));
    await sortByName();
    await findNames("Anna", "Ben", "Cleo", "Dora");
    expect(header("Name").getAttribute("aria-sort")).toBe("ascending");
    expect(header("Rank").getAttribute("aria-sort")).toBeNull();
    expect(window.location.search).toBe("?sort=name");
    await sortByName();
    await findNames("Cleo", "Ben", "Anna", "Dora");
    expect(header("Name").getAttribute("aria-sort")).toBe("descending");
    expect(window.location.search).toBe("?sort=-name");
  });

  it("is sorted and used by the keyboard, in the order of what is seen", async () => {
    const { user } = renderPage(<Table />);
    await user.tab();
    expect(document.activeElement).toBe(within(header("Rank")).getByRole("link"));
    await user.tab();
    await user.tab();
    expect(document.activeElement).toBe(within(header("Score")).getByRole("link"));
    await user.keyboard("{Enter}");
    expect(window.location.search).toBe("?sort=-score");
    await findNames("Cleo", "Anna", "Ben", "Dora");
    const compare = screen.getByRole("checkbox", { name: "Compare Anna" });
    while (document.activeElement !== compare) {
      await user.tab();
    }
    await user.keyboard(" ");
    expect(onCompare).toHaveBeenCalledWith(1);
  });
});
