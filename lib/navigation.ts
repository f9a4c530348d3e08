import type { Role } from "@/lib/context";
import type { MessageKey } from "@/lib/messages";

export type NavigationItem = { readonly href: string; readonly label: MessageKey };

const everyone: readonly Role[] = ["employee", "team_lead", "manager", "admin"];

const leads: readonly Role[] = ["team_lead", "manager", "admin"];
const managers: readonly Role[] = ["manager", "admin"];

/** The pages of the header, in order, and whose they are. A page checks access itself; this only spares dead ends. */
const pages: readonly (NavigationItem & { readonly roles: readonly Role[] })[] = [
  { href: "/", label: "navigation.overview", roles: everyone },
  { href: "/team", label: "navigation.team", roles: leads },
  { href: "/analytics", label: "navigation.analytics", roles: managers },
  { href: "/logs", label: "navigation.logs", roles: managers },
];

export function navigationOf(role: Role): NavigationItem[] {
  return pages
    .filter((page) => page.roles.includes(role))
    .map(({ href, label }) => ({ href, label }));
}
