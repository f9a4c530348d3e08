import type { Actor, OrganizationSettings } from "@/lib/context";
import { AppError, createForbiddenError } from "@/lib/errors";
import { periods } from "@/lib/performance/domain/time/period-days";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** The least number of people whose figures are shown together in an organization that shows aggregates only. */
export const SMALLEST_GROUP = 5;

/** The actor who views figures, and the privacy mode that decides what they see of others. */
export type Viewer = {
  readonly actor: Actor;
  readonly organization: Pick<OrganizationSettings, "privacyMode">;
};

/** A member with all their names. */
export type NamedMember = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  /** Replaces both names where the organization is pseudonymous. */
  readonly alias: string;
};

/** The names under which the viewer sees a member: their own real names, and others' as the privacy mode says. */
export function serializeName(
  { actor, organization }: Viewer,
  member: NamedMember,
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
    throw createForbiddenError();
  }
}

/** Whether figures over this many people may be shown. */
export function showsGroup(viewer: Viewer, size: number): boolean {
  return showsIndividuals(viewer) || size === 0 || size >= SMALLEST_GROUP;
}

/**
 * Which parts of a whole may be shown when the whole is shown too. Each shown part is empty or a group, and so are the
 * hidden parts together; otherwise they could be computed by subtracting all shown parts. Where too few people are
 * hidden, the smallest shown part is hidden with them.
 */
export function showsParts(viewer: Viewer, sizes: readonly number[]): readonly boolean[] {
  const shown = sizes.map((size) => showsGroup(viewer, size));
  const bySize = sizes
    .map((size, index) => ({ size, index }))
    .filter(({ size, index }) => shown[index] && size > 0)
    .sort((left, right) => left.size - right.size || left.index - right.index);
  let hidden = sizes.reduce((sum, size, index) => (shown[index] ? sum : sum + size), 0);
  for (const { size, index } of bySize) {
    if (showsGroup(viewer, hidden)) break;
    shown[index] = false;
    hidden += size;
  }
  return shown;
}

/** @throws AppError `forbidden` for a part that `showsParts` hides. */
export function requireSeparable(viewer: Viewer, sizes: readonly number[], part: number): void {
  if (showsParts(viewer, sizes)[part] !== true) {
    throw new AppError(
      "forbidden",
      `Your organization shows figures only over at least ${SMALLEST_GROUP} people; this choice leaves fewer on one side.`,
    );
  }
}

/**
 * Checks the period of a group's figures: where only aggregates are shown, only a few lengths are allowed. Otherwise
 * the difference between 30 and 31 days would reveal one day, which may be one person's.
 * @throws AppError `invalid_request` for any other number of days there.
 */
export function requireGroupPeriod(viewer: Viewer, days: number): void {
  if (showsIndividuals(viewer) || periods.some((period) => period === days)) return;
  const reason = `must be one of ${periods.join(", ")}`;
  throw new AppError(
    "invalid_request",
    `Your organization shows figures of groups only, and two periods of nearly the same length would reveal what one person did: days ${reason}.`,
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
    throw new AppError(
      "forbidden",
      "Your organization does not show its members by name, so figures cannot be shared by a link: the link could reveal who a member is. No link was created.",
    );
  }
}

/** @throws AppError `forbidden` for a list of people where the organization shows aggregates only. */
export function requireIndividuals(viewer: Viewer): void {
  if (!showsIndividuals(viewer)) throw createForbiddenError();
}
