import type { Actor, OrganizationSettings } from "@/lib/context";
import { AppError, forbiddenError } from "@/lib/errors";

/** In an organization that shows aggregates only, figures are over at least so many people. */
export const SMALLEST_GROUP = 5;

/** Who looks, and what their organization lets anybody see of others. */
export type Viewer = {
  readonly actor: Actor;
  readonly organization: Pick<OrganizationSettings, "privacyMode">;
};

/** A member by every name they have. */
export type NamedMember = {
  readonly userId: number;
  readonly username: string;
  readonly displayName: string;
  /** What stands for them where the organization is pseudonymous. */
  readonly alias: string;
};

/** How a member appears to the viewer: to themself always by name, to others as the organization's mode says. */
export function nameShown(
  { actor, organization }: Viewer,
  member: NamedMember,
): { readonly username: string; readonly display_name: string } {
  const isNamed =
    organization.privacyMode === "named" ||
    actor.kind === "system" ||
    actor.userId === member.userId;
  return isNamed
    ? { username: member.username, display_name: member.displayName }
    : { username: member.alias, display_name: member.alias };
}

/** Whether the viewer may see free text about this member, as the titles of their work, which may say who they are. */
export function showsText({ actor, organization }: Viewer, userId: number): boolean {
  return organization.privacyMode === "named" || actor.kind === "system" || actor.userId === userId;
}

/** Whether single people other than the viewer may be shown at all, under whatever name. */
export function showsIndividuals({ actor, organization }: Viewer): boolean {
  return organization.privacyMode !== "aggregate" || actor.kind === "system";
}

/** @throws AppError `forbidden` for anybody but oneself where the organization shows aggregates only. */
export function requireIndividual(viewer: Viewer, userId: number): void {
  if (!showsIndividuals(viewer) && viewer.actor.userId !== userId) {
    throw forbiddenError();
  }
}

/** Whether figures over this many people may be shown. */
export function showsGroup(viewer: Viewer, size: number): boolean {
  return showsIndividuals(viewer) || size === 0 || size >= SMALLEST_GROUP;
}

/**
 * The complementary rule: a filter must leave nobody or a group on either side, or the rest could be had by subtraction.
 *
 * @param within the people whom the filter leaves.
 * @param outside the others whose figures can be seen without it.
 * @throws AppError `forbidden`.
 */
export function requireSeparable(viewer: Viewer, within: number, outside: number): void {
  if (!showsGroup(viewer, within) || !showsGroup(viewer, outside)) {
    throw new AppError(
      "forbidden",
      `Your organization shows figures only over at least ${SMALLEST_GROUP} people; this choice leaves fewer on one side.`,
    );
  }
}
