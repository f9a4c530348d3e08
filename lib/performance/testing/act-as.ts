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
  /** Null: a session. */
  readonly scopes?: readonly TokenScope[] | null;
  readonly privacyMode?: PrivacyMode;
};

/** The same organization as one of its members sees it, in a role and a privacy mode of the test's choice. */
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
