import { describe, expect, it } from "vitest";
import { getNavigation } from "./navigation";

const named = { privacyMode: "named", employeeLeaderboard: false } as const;
type Viewer = Parameters<typeof getNavigation>[0];
const addresses = (viewer: Omit<Viewer, "contests">) =>
  getNavigation({ ...viewer, contests: null }).map(({ href }) => href);

describe("the navigation", () => {
  it("has the pages of each role", () => {
    expect(addresses({ role: "employee", organization: named })).toEqual(["/"]);
    expect(addresses({ role: "team_lead", organization: named })).toEqual(["/", "/team"]);
    const all = ["/", "/team", "/analytics", "/logs"];
    expect(addresses({ role: "manager", organization: named })).toEqual(all);
    expect(addresses({ role: "admin", organization: named })).toEqual([...all, "/imports"]);
  });

  it("has the own rank for employees where the organization shows it", () => {
    const shown = { ...named, employeeLeaderboard: true };
    expect(addresses({ role: "employee", organization: shown })).toEqual(["/", "/team"]);
  });

  it("has no links to lists of people where only figures of groups are shown", () => {
    const aggregate = { privacyMode: "aggregate", employeeLeaderboard: true } as const;
    expect(addresses({ role: "employee", organization: aggregate })).toEqual(["/"]);
    expect(addresses({ role: "admin", organization: aggregate })).toEqual([
      "/",
      "/team",
      "/analytics",
      "/imports",
    ]);
  });

  it("has the contests for members concerned, with the number of open ones", () => {
    const seen = { role: "team_lead", organization: named } as const;
    const last = (toDecide: number) => getNavigation({ ...seen, contests: { toDecide } }).at(-1);
    expect(last(3)).toMatchObject({ href: "/contests", waiting: 3 });
    expect(last(0)).toMatchObject({ href: "/contests", waiting: 0 });
    expect(getNavigation({ ...seen, contests: null }).at(-1)).toMatchObject({ href: "/team" });
  });
});
