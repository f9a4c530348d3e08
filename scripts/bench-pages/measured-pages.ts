import type { Page } from "@playwright/test";
import type { Viewer } from "./scenario";

export type PageControls = {
  readonly page: Page;
  /** Waits after a step until its result is on the page. */
  readonly settle: () => Promise<void>;
};

export type MeasuredPage = {
  /** The route of its `page.tsx`. */
  readonly route: string;
  readonly path: string;
  /** Null without a session. */
  readonly viewer: Viewer | null;
  /** Uses the page's controls one after another. */
  readonly use: (controls: PageControls) => Promise<void>;
};

/** Pages whose size depends neither on members nor on days. */
export const constantRoutes: readonly string[] = [
  "/assessment",
  "/docs/errors",
  "/imports",
  "/setup",
  "/sign-in",
];

type Role = Parameters<Page["getByRole"]>[0];

async function press(
  { page, settle }: PageControls,
  role: Role,
  name: string | RegExp,
): Promise<void> {
  await page
    .getByRole(role, { name, exact: typeof name === "string" })
    .first()
    .click();
  await settle();
}

async function openTables({ page, settle }: PageControls): Promise<void> {
  for (const summary of await page.getByText("Figures as a table", { exact: true }).all()) {
    await summary.click();
    await settle();
  }
}

async function choose({ page, settle }: PageControls, label: string, index: number): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().selectOption({ index });
  await settle();
}

async function search({ page, settle }: PageControls, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().pressSequentially(text, { delay: 40 });
  await settle();
}

/** The last of these buttons belongs to the longest list. */
async function showMore({ page, settle }: PageControls, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await page.getByRole("button", { name: "Show more", exact: true }).last().click();
    await settle();
  }
}

async function useMember(controls: PageControls): Promise<void> {
  await press(controls, "link", "Last 365 days");
  await press(controls, "checkbox", "Compare with the 365 days before");
  await openTables(controls);
  await press(controls, "button", "Show more");
  await showMore(controls, 4);
  await choose(controls, "Kind", 1);
  await controls.page.getByRole("table").last().getByRole("button").first().click();
  for (const view of ["Overdue", "Completed"]) await press(controls, "link", view);
  await press(controls, "button", "Show more assignments");
}

async function useTeam(controls: PageControls): Promise<void> {
  await press(controls, "link", "Last 365 days");
  for (const column of ["Name", "Score", "Tasks", "Rank"]) await press(controls, "link", column);
  for (let page = 0; page < 5; page += 1) await press(controls, "link", "Next");
  for (const box of (await controls.page.getByRole("checkbox").all()).slice(0, 2)) {
    await box.click();
    await controls.settle();
  }
  await press(controls, "link", "Show comparison");
  await openTables(controls);
  await choose(controls, "Team", 1);
  await press(controls, "button", "Assign work");
  await search(controls, "Person", "Member 9");
}

async function useAnalytics(controls: PageControls): Promise<void> {
  await press(controls, "link", "Last 365 days");
  await choose(controls, "Team", 1);
  await openTables(controls);
}

async function useLogs(controls: PageControls): Promise<void> {
  for (let page = 0; page < 3; page += 1) await press(controls, "link", "Next");
  await choose(controls, "Kind", 1);
  await controls.page.getByRole("table").getByRole("button").first().click();
  await search(controls, "Person", "Member 9");
}

async function useContests(controls: PageControls): Promise<void> {
  await choose(controls, "Dispute status", 0);
  await press(controls, "link", /older/i);
}

async function useMembers(controls: PageControls): Promise<void> {
  await showMore(controls, 4);
  await search(controls, "Search members", "member_05");
}

async function usePolicy(controls: PageControls): Promise<void> {
  await controls.page.getByLabel("Completions needed").fill("20");
  await press(controls, "button", "Preview");
  await showMore(controls, 4);
}

async function useReference(controls: PageControls): Promise<void> {
  await search(controls, "Search operations", "leader");
}

async function useOperation(controls: PageControls): Promise<void> {
  await press(controls, "button", "Send request");
}

const onlyOpen = ({ settle }: PageControls) => settle();

/** Every page that grows with members or days. @param memberId the member whose page is measured. */
export function listMeasuredPages({
  memberId,
  shareSecret,
}: {
  memberId: number;
  shareSecret: string;
}): readonly MeasuredPage[] {
  const widget = new URLSearchParams({ user_id: String(memberId), link: shareSecret });
  const createOrganizationPage = (path: string, use = onlyOpen): MeasuredPage => ({
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
    { route: "/letter", path: `/letter?member=${memberId}`, viewer: "manager", use: onlyOpen },
    {
      route: "/decisions",
      path: `/decisions?member=${memberId}`,
      viewer: "manager",
      use: onlyOpen,
    },
    {
      route: "/settings",
      path: "/settings",
      viewer: "employee",
      use: (controls) => showMore(controls, 3),
    },
    createOrganizationPage(""),
    createOrganizationPage("/members", useMembers),
    {
      ...createOrganizationPage("/members/[id]"),
      path: `/settings/organization/members/${memberId}`,
    },
    createOrganizationPage("/teams"),
    createOrganizationPage("/skills"),
    createOrganizationPage("/scoring", usePolicy),
    createOrganizationPage("/service-accounts"),
    createOrganizationPage("/connections"),
    createOrganizationPage("/jobs"),
    createOrganizationPage("/status"),
    createOrganizationPage("/proposals"),
    createOrganizationPage("/audit-log"),
    createOrganizationPage("/evaluations"),
    createOrganizationPage("/verification"),
    { route: "/docs/api", path: "/docs/api", viewer: "employee", use: useReference },
    {
      route: "/docs/api/[operation]",
      path: "/docs/api/getLeaderboard",
      viewer: "manager",
      use: useOperation,
    },
    { route: "/embed/widget", path: `/embed/widget?${widget}`, viewer: null, use: onlyOpen },
  ];
}
