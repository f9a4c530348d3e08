import type {
  Context,
  LeadScope,
  PersonContext,
  PrivacyMode,
  Role,
  TokenScope,
} from "@/lib/context";

type Actor = {
  readonly userId: number;
  readonly role?: Role;
  readonly teamId?: number | null;
  readonly leadScope?: LeadScope;
  /** Null for a session. */
  readonly scopes?: readonly TokenScope[] | null;
  readonly privacyMode?: PrivacyMode;
};

/** A context of the same organization for one of its members, with the role and privacy mode of the test. */
export function actAs(context: Context, actor: Actor): PersonContext {
  const { userId, role = "employee", teamId = null, leadScope = "team", scopes = null } = actor;
  const person = {
    userId,
    organizationId: context.organizationId,
    username: "member",
    displayName: "Member",
    role,
    teamId,
    leadScope,
    credentialId: 1,
  };
  const { privacyMode = context.organization.privacyMode } = actor;
  return {
    ...context,
    organization: { ...context.organization, privacyMode },
    actor:
      scopes === null
        ? { ...person, kind: "session", scopes }
        : { ...person, kind: "token", scopes },
  };
}
