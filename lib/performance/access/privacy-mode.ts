import type { Actor, OrganizationSettings } from "@/lib/context";
import { AppError, createForbiddenError } from "@/lib/errors";
import type { NamedActor } from "@/lib/performance/domain/privacy/named-member";
import { toReleaseMonths } from "@/lib/performance/domain/releases/combine-releases";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { getViewScope } from "./visible-members";

/** The actor who views figures, and the privacy mode that decides what they see of others. */
export type Viewer = {
  readonly actor: Actor;
  readonly organization: Pick<OrganizationSettings, "privacyMode">;
};

/** The names under which the viewer sees an actor: their own real names, and others' as the privacy mode says. */
export function serializeName(
  { actor, organization }: Viewer,
  member: NamedActor,
): { readonly username: string; readonly display_name: string } {
  const isNamed = showsNames({ actor, organization }) || actor.userId === member.userId;
  return isNamed
    ? { username: member.username, display_name: member.displayName }
    : { username: member.alias, display_name: member.alias };
}

/** Whether the viewer sees others by name. */
export function showsNames({ actor, organization }: Viewer): boolean {
  return organization.privacyMode === "named" || actor.kind === "system";
}

/** Whether the viewer may see free text about this member, such as titles of assignments, which may identify them. */
export function showsText(viewer: Viewer, userId: MemberId): boolean {
  return showsNames(viewer) || viewer.actor.userId === userId;
}

/** Whether individuals other than the viewer may be shown at all, under any name. */
export function showsIndividuals({ actor, organization }: Viewer): boolean {
  return organization.privacyMode !== "aggregate" || actor.kind === "system";
}

/** Whether the viewer may see this member's figures, and the times from which they can be computed. */
export function showsFigures(viewer: Viewer, userId: MemberId): boolean {
  return showsIndividuals(viewer) || viewer.actor.userId === userId;
}

/** @throws AppError `forbidden` for any member but the viewer where the organization shows aggregates only. */
export function requireIndividual(viewer: Viewer, userId: MemberId): void {
  if (!showsFigures(viewer, userId)) {
    throw createForbiddenError("privacy_mode");
  }
}

/**
 * Whether the viewer may see every individual of the organization. Live figures of the organization are for them alone:
 * two of them could be subtracted, and their difference can be about one person.
 */
export function seesWholeOrganization(viewer: Viewer): boolean {
  return showsIndividuals(viewer) && getViewScope(viewer.actor).kind === "organization";
}

/**
 * How many whole months a number of days selects from the released figures of a group.
 *
 * @throws AppError `invalid_request` for a number that would select part of a month.
 */
export function requireReleaseMonths(days: number | undefined): number {
  const months = toReleaseMonths(days);
  if (months !== null) return months;
  const reason = "must be 7 or 28 to 31 for a month, 90 to 92 for three or 365 to 366 for twelve";
  throw new AppError(
    "invalid_request",
    `Figures of a group whose members you do not see are released by whole months: days ${reason}.`,
    { invalidParams: [{ name: "days", reason }] },
  );
}

/**
 * Whether members may show their figures through a share link. Only where members are shown by name: elsewhere a public
 * score could be matched with the list of aliases, or would be an individual figure that must stay hidden.
 */
export function allowsShareLinks({
  privacyMode,
}: Pick<OrganizationSettings, "privacyMode">): boolean {
  return privacyMode === "named";
}

/** @throws AppError `forbidden` where the organization's mode allows no share links. */
export function requireShareLinks(organization: Pick<OrganizationSettings, "privacyMode">): void {
  if (!allowsShareLinks(organization)) {
    throw createForbiddenError("privacy_mode", {
      detail:
        "Your organization does not show its members by name, so figures cannot be shared by a link: the link could reveal who a member is. No link was created.",
    });
  }
}

/** @throws AppError `forbidden` for a list of people where the organization shows aggregates only. */
export function requireIndividuals(viewer: Viewer): void {
  if (!showsIndividuals(viewer)) throw createForbiddenError("privacy_mode");
}
