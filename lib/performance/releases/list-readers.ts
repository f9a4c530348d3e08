import "server-only";
import type { OrganizationSettings, SessionActor } from "@/lib/context";
import { hasPermission } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { getViewScope } from "@/lib/performance/access/visible-members";
import type { Reader, ReaderView } from "@/lib/performance/domain/releases/readers";
import type { ReleaseMember } from "@/lib/performance/releases/queries/release-members";

/** Milliseconds before every entry: a view that never changed. */
const ALWAYS = 0;

type Organization = Pick<OrganizationSettings, "id" | "privacyMode"> & {
  readonly modeChangedAt: Date | null;
};

/**
 * All members who may read releases, now or later: all but the erased. A deactivated member may come back, and sees
 * only themself until then.
 */
export function listReaders(
  organization: Organization,
  members: readonly ReleaseMember[],
): readonly Reader[] {
  return members
    .filter(({ isErased }) => !isErased)
    .map((member) => ({
      userId: member.userId,
      createdAt: member.createdAt,
      view: getReaderView(organization, member),
      viewSince: findViewSince(organization, member),
    }));
}

function getReaderView(organization: Organization, member: ReleaseMember): ReaderView {
  const actor = toActor(organization, member);
  const isAlone = member.deactivatedAt !== null || !showsIndividuals({ actor, organization });
  return isAlone ? { kind: "self" } : getViewScope(actor);
}

/** Without `view_team`, a member sees themself alone in every mode; all others see more or fewer with another mode. */
function findViewSince(organization: Organization, member: ReleaseMember): Date {
  const isViewer = hasPermission(toActor(organization, member), "view_team");
  const changes = [member.viewScopeChangedAt, isViewer ? organization.modeChangedAt : null];
  return new Date(Math.max(...changes.map((change) => change?.getTime() ?? ALWAYS)));
}

function toActor({ id }: Organization, member: ReleaseMember): SessionActor {
  return {
    ...{ kind: "session", scopes: null, credentialId: 0, organizationId: id },
    ...{ username: "", displayName: "" },
    userId: member.userId,
    role: member.role,
    teamId: member.teamId,
    leadScope: member.leadScope,
  };
}
