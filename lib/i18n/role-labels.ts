import type { Role } from "@/lib/context";
import type { PlainMessageKey } from "@/lib/i18n/messages";

export const roles = [
  "employee",
  "team_lead",
  "manager",
  "auditor",
  "admin",
] as const satisfies Role[];

export const roleLabels = {
  employee: "role.employee",
  team_lead: "role.teamLead",
  manager: "role.manager",
  auditor: "role.auditor",
  admin: "role.admin",
} as const satisfies Record<Role, PlainMessageKey>;
