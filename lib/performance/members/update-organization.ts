import "server-only";
import type { Context, OrganizationSettings } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { isTimeZone } from "@/lib/performance/domain/time/local-time";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  getOrganizationRecord,
  updateOrganizationRecord,
} from "@/lib/performance/members/queries/organizations";
import type {
  OrganizationAmendment,
  OrganizationResponse,
} from "@/lib/performance/members/schemas";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";

/** The settings of the organization. @throws AppError `forbidden` without `manage_organization`. */
export function getOrganization(context: Context): OrganizationResponse {
  requirePermission(context.actor, "manage_organization");
  return serializeOrganization(context.organization);
}

/**
 * Changes settings from the next request on; absent keys keep their stored values. A new time zone does not change the
 * past: facts and snapshots keep their days.
 *
 * @throws AppError `forbidden` without `manage_organization`; `invalid_request` for an unknown time zone.
 */
export async function updateOrganization(
  context: Context,
  amendment: OrganizationAmendment,
): Promise<OrganizationResponse> {
  const { organizationId, now, actor } = context;
  requirePermission(actor, "manage_organization");
  requireTimeZone(amendment.time_zone ?? context.organization.timeZone);
  return withOrganizationLock(context.database, organizationId, async (transaction) => {
    const before = serializeOrganization(await getOrganizationRecord(transaction, organizationId));
    const { name, time_zone: timeZone, privacy_mode: privacyMode } = amendment;
    const { employee_leaderboard: employeeLeaderboard } = amendment;
    const after = serializeOrganization(
      await updateOrganizationRecord(transaction, organizationId, {
        ...(name !== undefined && { name }),
        ...(timeZone !== undefined && { timeZone }),
        ...(privacyMode !== undefined && { privacyMode }),
        ...(employeeLeaderboard !== undefined && { employeeLeaderboard }),
      }),
    );
    const detail = describeDifferences(before, after);
    if (Object.keys(detail).length > 0) {
      await insertAuditEntry(
        transaction,
        { organizationId, now, actorId: actor.userId },
        {
          action: "organization.update",
          subjectType: "organization",
          subjectId: organizationId,
          detail,
        },
      );
    }
    return after;
  });
}

function serializeOrganization(settings: OrganizationSettings): OrganizationResponse {
  return {
    id: settings.id,
    slug: settings.slug,
    name: settings.name,
    time_zone: settings.timeZone,
    privacy_mode: settings.privacyMode,
    employee_leaderboard: settings.employeeLeaderboard,
    anonymity_threshold: settings.anonymityThreshold,
  };
}

function requireTimeZone(timeZone: string | undefined): void {
  if (timeZone === undefined || isTimeZone(timeZone)) return;
  const reason = "must be the name of a time zone, such as Europe/Berlin";
  throw new AppError("invalid_request", `Nothing was changed: time_zone ${reason}.`, {
    invalidParams: [{ name: "time_zone", reason }],
  });
}

function describeDifferences(before: OrganizationResponse, after: OrganizationResponse) {
  const from = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => from.get(name) !== value)
      .map(([name, value]) => [name, { from: from.get(name), to: value }]),
  );
}
