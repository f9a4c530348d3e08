import "server-only";
import { type Context, getActorId, type OrganizationSettings } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { ProposedOrganization } from "@/lib/performance/administration/proposal-schemas";
import { toTexts, withText } from "@/lib/performance/domain/privacy/effective-settings";
import {
  lowersProtection,
  type ProtectedSetting,
  protectedSettings,
} from "@/lib/performance/domain/privacy/protection-order";
import { isTimeZone } from "@/lib/performance/domain/time/local-time";
import type {
  OrganizationAmendment,
  OrganizationResponse,
} from "@/lib/performance/members/organization-schemas";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { hasSecondMember } from "@/lib/performance/members/queries/key-events";
import {
  getOrganizationState,
  type OrganizationRecord,
  updateOrganizationRecord,
} from "@/lib/performance/members/queries/organizations";
import type { ProposalRecord } from "@/lib/performance/members/queries/proposals";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { requireVersion } from "@/lib/resources/resource-guard";
import { proposeChange, voidProposalsAbout } from "./propose-change";
import { serializeProposals } from "./serialize-proposals";

/** The settings of the organization. @throws AppError `forbidden` without `view_organization`. */
export function getOrganization(context: Context): OrganizationResponse {
  requirePermission(context.actor, "view_organization");
  return serializeOrganization(context.organization);
}

/**
 * Changes settings from the next request on; absent keys keep their stored values. A change that lowers protection
 * becomes a proposal for a second person, except by the operator, and until a second member has joined. A new time zone
 * does not change the past: facts and snapshots keep their days.
 *
 * @returns the settings as they now are, with `proposals` where a change waits for a second person.
 * @throws AppError `forbidden` without `manage_organization`; `invalid_request` for an unknown time zone; `conflict`
 * where another change of the setting is proposed.
 */
export async function updateOrganization(
  context: Context,
  amendment: OrganizationAmendment,
): Promise<OrganizationResponse | ProposedOrganization> {
  const { database, organizationId, now, actor } = context;
  requirePermission(actor, "manage_organization");
  requireTimeZone(amendment.time_zone ?? context.organization.timeZone);
  return withOrganizationLock(database, organizationId, async (transaction) => {
    await requireVersion(transaction, context);
    const state = await getOrganizationState(transaction, organizationId, now);
    const before = state.record;
    const wanted = amendRecord(before, amendment);
    const waiting = await listWaiting(transaction, context, before, wanted);
    const after = waiting.reduce(
      (values, setting) => withText(values, setting, toTexts(before)[setting]),
      wanted,
    );
    const direct = listChanged(before, after);
    await voidProposalsAbout(transaction, context, direct);
    await updateOrganizationRecord(
      transaction,
      state,
      after,
      state.changes.filter(({ setting, at }) => at > now.getTime() && !direct.includes(setting)),
    );
    await recordDifferences(transaction, context, before, after);
    const proposals: ProposalRecord[] = [];
    for (const setting of waiting) {
      const change = { setting, from: toTexts(before)[setting], to: toTexts(wanted)[setting] };
      proposals.push(await proposeChange(transaction, context, change));
    }
    const organization = serializeOrganization(after);
    return proposals.length === 0
      ? organization
      : {
          ...organization,
          proposals: await serializeProposals(context, transaction, proposals),
        };
  });
}

function amendRecord(
  record: OrganizationRecord,
  amendment: OrganizationAmendment,
): OrganizationRecord {
  return {
    ...record,
    name: amendment.name ?? record.name,
    timeZone: amendment.time_zone ?? record.timeZone,
    privacyMode: amendment.privacy_mode ?? record.privacyMode,
    employeeLeaderboard: amendment.employee_leaderboard ?? record.employeeLeaderboard,
    noticeDays: amendment.notice_days ?? record.noticeDays,
    anonymityThreshold: amendment.anonymity_threshold ?? record.anonymityThreshold,
    retentionMonths: amendment.retention_months ?? record.retentionMonths,
    corsOrigins: amendment.cors_origins ?? record.corsOrigins,
  };
}

function listChanged(before: OrganizationRecord, after: OrganizationRecord) {
  const texts = toTexts(before);
  return protectedSettings.filter((setting) => texts[setting] !== toTexts(after)[setting]);
}

/** The settings whose change needs a second person. */
async function listWaiting(
  transaction: Transaction,
  { actor, organizationId }: Context,
  before: OrganizationRecord,
  wanted: OrganizationRecord,
): Promise<readonly ProtectedSetting[]> {
  if (actor.kind === "system") return [];
  const lowered = listChanged(before, wanted).filter((setting) =>
    lowersProtection(setting, toTexts(before)[setting], toTexts(wanted)[setting]),
  );
  const isFree = lowered.length === 0 || !(await hasSecondMember(transaction, organizationId));
  return isFree ? [] : lowered;
}

async function recordDifferences(
  transaction: Transaction,
  { organizationId, now, actor }: Context,
  before: OrganizationRecord,
  after: OrganizationRecord,
): Promise<void> {
  const detail = describeDifferences(serializeOrganization(before), serializeOrganization(after));
  if (Object.keys(detail).length === 0) return;
  await insertAuditEntry(
    transaction,
    { organizationId, now, actorId: getActorId(actor) },
    {
      action: "organization.update",
      subjectType: "organization",
      subjectId: organizationId,
      detail,
    },
  );
}

function serializeOrganization(settings: OrganizationSettings): OrganizationResponse {
  return {
    id: settings.id,
    slug: settings.slug,
    name: settings.name,
    time_zone: settings.timeZone,
    privacy_mode: settings.privacyMode,
    employee_leaderboard: settings.employeeLeaderboard,
    notice_days: settings.noticeDays,
    anonymity_threshold: settings.anonymityThreshold,
    retention_months: settings.retentionMonths,
    cors_origins: [...settings.corsOrigins],
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
      .filter(([name, value]) => JSON.stringify(from.get(name)) !== JSON.stringify(value))
      .map(([name, value]) => [name, { from: from.get(name), to: value }]),
  );
}
