import type { Actor, OrganizationSettings } from "@/lib/context";
import { AppError, forbiddenError } from "@/lib/errors";
import { periods } from "@/lib/performance/domain/time/period-days";

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

/** Whether the viewer may see free text about this member, as the titles of their work, which may say who they are. */
export function showsText(viewer: Viewer, userId: number): boolean {
  return showsNames(viewer) || viewer.actor.userId === userId;
}

/** Whether single people other than the viewer may be shown at all, under whatever name. */
export function showsIndividuals({ actor, organization }: Viewer): boolean {
  return organization.privacyMode !== "aggregate" || actor.kind === "system";
}

/** Whether the viewer may see how this member's work went: figures, and the times that tell them. */
export function showsFigures(viewer: Viewer, userId: number): boolean {
  return showsIndividuals(viewer) || viewer.actor.userId === userId;
}

/** @throws AppError `forbidden` for anybody but oneself where the organization shows aggregates only. */
export function requireIndividual(viewer: Viewer, userId: number): void {
  if (!showsFigures(viewer, userId)) {
    throw forbiddenError();
  }
}

/** Whether figures over this many people may be shown. */
export function showsGroup(viewer: Viewer, size: number): boolean {
  return showsIndividuals(viewer) || size === 0 || size >= SMALLEST_GROUP;
}

/**
 * The complementary rule, of parts that make up a whole which is shown too: which of them may be shown. Each has nobody or
 * a group in it, and so have those that are left, or one of them could be had by subtracting all others; where too few
 * would be left, the smallest of the others stays hidden with them.
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
 * Figures of a group over a period: where only aggregates are shown, over one of a few lengths. With any length the figures
 * of 30 days taken from those of 31 would be one day's, which may be one person's.
 * @throws AppError `invalid_request` for any other number of days there.
 */
export function requireGroupPeriod(viewer: Viewer, days: number): void {
  if (showsIndividuals(viewer) || periods.some((period) => period === days)) return;
  const reason = `must be one of ${periods.join(", ")}`;
  throw new AppError(
    "invalid_request",
    `Your organization shows figures of groups only, and two periods of nearly the same length would tell what one person did: days ${reason}.`,
    { invalidParams: [{ name: "days", reason }] },
  );
}

/**
 * Whether members may show their figures to whoever has a link. Only where everybody appears by name: elsewhere a score
 * seen in the open could be held against the list of aliases, or would be the single figure that nobody may see.
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
      "Your organization does not show its members by name, so nobody can share figures by a link: they could be recognized by them. No link was made.",
    );
  }
}

/** @throws AppError `forbidden` for a list of people where the organization shows aggregates only. */
export function requireIndividuals(viewer: Viewer): void {
  if (!showsIndividuals(viewer)) throw forbiddenError();
}
