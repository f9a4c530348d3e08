import type { Page } from "@playwright/test";
import type { Viewer } from "./scenario";

export type Use = {
  readonly page: Page;
  /** To be awaited after each step: what came of it is on the page then. */
  readonly settle: () => Promise<void>;
};

export type Subject = {
  /** The folder of its `page.tsx`, as Next.js names it. */
  readonly route: string;
  readonly path: string;
  /** Null: nobody is signed in. */
  readonly viewer: Viewer | null;
  /** The page's controls, used one after the other as somebody would who looks for something. */
  readonly use: (use: Use) => Promise<void>;
};

/** Pages that show neither people nor days. */
export const smallRoutes: readonly string[] = ["/setup", "/sign-in"];

type Role = Parameters<Page["getByRole"]>[0];

async function press({ page, settle }: Use, role: Role, name: string | RegExp): Promise<void> {
  await page
    .getByRole(role, { name, exact: typeof name === "string" })
    .first()
    .click();
  await settle();
}

async function openTables({ page, settle }: Use): Promise<void> {
  for (const summary of await page.getByText("Figures as a table", { exact: true }).all()) {
    await summary.click();
    await settle();
  }
}

async function choose({ page, settle }: Use, label: string, index: number): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().selectOption({ index });
  await settle();
}

async function search({ page, settle }: Use, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().pressSequentially(text, { delay: 40 });
  await settle();
}

/** The last of these buttons belongs to the longest list of a page. */
async function showMore({ page, settle }: Use, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await page.getByRole("button", { name: "Show more", exact: true }).last().click();
    await settle();
  }
}

async function useMember(use: Use): Promise<void> {
  await press(use, "link", "Last 365 days");
  await press(use, "checkbox", "Compare with the 365 days before");
  await openTables(use);
  await press(use, "button", "Show more");
  await showMore(use, 4);
  await choose(use, "Kind", 1);
  await use.page.getByRole("table").last().getByRole("button").first().click();
  for (const view of ["Overdue", "Completed"]) await press(use, "link", view);
  await press(use, "button", "Show more assignments");
}

async function useTeam(use: Use): Promise<void> {
  await press(use, "link", "Last 365 days");
  for (const column of ["Name", "Score", "Tasks", "Rank"]) await press(use, "link", column);
  for (let page = 0; page < 5; page += 1) await press(use, "link", "Next");
  for (const box of (await use.page.getByRole("checkbox").all()).slice(0, 2)) {
    await box.click();
    await use.settle();
  }
  await press(use, "link", "Show comparison");
  await openTables(use);
  await choose(use, "Team", 1);
  await press(use, "button", "Assign work");
  await search(use, "Person", "Member 9");
}

async function useAnalytics(use: Use): Promise<void> {
  await press(use, "link", "Last 365 days");
  await choose(use, "Team", 1);
  await openTables(use);
}

async function useLogs(use: Use): Promise<void> {
  for (let page = 0; page < 3; page += 1) await press(use, "link", "Next");
  await choose(use, "Kind", 1);
  await use.page.getByRole("table").getByRole("button").first().click();
  await search(use, "Person", "Member 9");
}

async function useContests(use: Use): Promise<void> {
  await choose(use, "Dispute status", 0);
  await press(use, "link", /older/i);
}

async function useMembers(use: Use): Promise<void> {
  await showMore(use, 4);
  await search(use, "Search members", "member_05");
}

async function usePolicy(use: Use): Promise<void> {
  await use.page.getByLabel("Completions needed").fill("20");
  await press(use, "button", "Preview");
  await showMore(use, 4);
}

async function useReference(use: Use): Promise<void> {
  await search(use, "Search operations", "leader");
}

async function useOperation(use: Use): Promise<void> {
  await press(use, "button", "Send request");
}

const look = ({ settle }: Use) => settle();

/** Every page that grows with people or days, as whoever uses it. `memberId` is the one who is looked at. */
export function listSubjects({
  memberId,
  shareSecret,
}: {
  memberId: number;
  shareSecret: string;
}): readonly Subject[] {
  const widget = new URLSearchParams({ user_id: String(memberId), link: shareSecret });
  const ofOrganization = (path: string, use = look): Subject => ({
    route: `/settings/organization${path}`,
    path: `/settings/organization${path}`,
    viewer: "admin",
    use,
  });
  return [
    { route: "/", path: "/", viewer: "employee", use: useMember },
    { route: "/team", path: "/team", viewer: "team_lead", use: useTeam },
    {
      route: "/team/members/[id]",
      path: `/team/members/${memberId}`,
      viewer: "team_lead",
      use: useMember,
    },
    { route: "/analytics", path: "/analytics", viewer: "manager", use: useAnalytics },
    { route: "/logs", path: "/logs", viewer: "manager", use: useLogs },
    { route: "/contests", path: "/contests", viewer: "manager", use: useContests },
    { route: "/settings", path: "/settings", viewer: "employee", use: (use) => showMore(use, 3) },
    ofOrganization(""),
    ofOrganization("/members", useMembers),
    { ...ofOrganization("/members/[id]"), path: `/settings/organization/members/${memberId}` },
    ofOrganization("/teams"),
    ofOrganization("/skills"),
    ofOrganization("/scoring", usePolicy),
    ofOrganization("/jobs"),
    { route: "/docs/api", path: "/docs/api", viewer: "employee", use: useReference },
    {
      route: "/docs/api/[operation]",
      path: "/docs/api/getLeaderboard",
      viewer: "manager",
      use: useOperation,
    },
    { route: "/embed/widget", path: `/embed/widget?${widget}`, viewer: null, use: look },
  ];
}
