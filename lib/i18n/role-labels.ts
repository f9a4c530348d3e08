import type { Role } from "@/lib/context";
import type { PlainMessageKey } from "@/lib/i18n/messages";

export const roles = ["employee", "team_lead", "manager", "admin"] as const satisfies Role[];

export const roleLabels = {
  employee: "role.employee",
  team_lead: "role.teamLead",
  manager: "role.manager",
  admin: "role.admin",
} as const satisfies Record<Role, PlainMessageKey>;
