import type { TokenScope } from "@/lib/context";
import type { PlainMessageKey } from "@/lib/i18n/messages";

export const scopeLabels = {
  "self:read": "scope.selfRead",
  "team:read": "scope.teamRead",
  "analytics:read": "scope.analyticsRead",
  "logs:read": "scope.logsRead",
  "assignments:write": "scope.assignmentsWrite",
  "organization:read": "scope.organizationRead",
  "members:write": "scope.membersWrite",
  "tokens:write": "scope.tokensWrite",
  "organization:write": "scope.organizationWrite",
} as const satisfies Record<TokenScope, PlainMessageKey>;
