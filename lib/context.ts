import type { Database } from "@/lib/db/client";

export type Role = "employee" | "team_lead" | "manager" | "admin";

/** What a team lead sees: their team, or the whole organization. */
export type LeadScope = "team" | "organization";

export type PrivacyMode = "named" | "pseudonymous" | "aggregate";

export const tokenScopes = [
  "self:read",
  "team:read",
  "analytics:read",
  "logs:read",
  "assignments:write",
  "organization:write",
] as const;

export type TokenScope = (typeof tokenScopes)[number];

/** What a share link may show of its owner. */
export type SharedKind = "widget" | "badges";

type Person = {
  readonly userId: number;
  readonly organizationId: number;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly teamId: number | null;
  readonly leadScope: LeadScope;
};

/** Somebody signed in with a browser; `credentialId` is the session. */
export type SessionActor = Person & {
  readonly kind: "session";
  readonly scopes: null;
  readonly credentialId: number;
};

/** A program with a token of somebody's; it may do what both the scopes and the owner's role allow. */
export type TokenActor = Person & {
  readonly kind: "token";
  readonly scopes: readonly TokenScope[];
  readonly credentialId: number;
};

/** The service itself: the command line or a job. It is nobody, and may do everything in its organization. */
export type SystemActor = {
  readonly kind: "system";
  readonly userId: null;
  readonly organizationId: number;
  readonly role: "admin";
  readonly scopes: null;
  readonly credentialId: null;
};

export type PersonActor = SessionActor | TokenActor;
export type Actor = PersonActor | SystemActor;

export type OrganizationSettings = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** IANA name, as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly privacyMode: PrivacyMode;
  /** Whether employees see their own place in the ranking. */
  readonly employeeLeaderboard: boolean;
};

/** What is known before anybody is known. */
export type PublicContext = {
  readonly database: Database;
  /** Set once for a request or job; nothing below reads a clock. */
  readonly now: Date;
  readonly requestId: string;
};

export type ContextOf<SomeActor extends Actor> = PublicContext & {
  readonly organizationId: number;
  readonly organization: OrganizationSettings;
  readonly actor: SomeActor;
};

/** The first argument of every service. */
export type Context = ContextOf<Actor>;

/** The context of a request by a person or their token. */
export type PersonContext = ContextOf<PersonActor>;

/** Whoever has a share link: nobody known, who sees one thing of its owner's and nothing else. */
export type LinkHolder = {
  readonly kind: "link";
  readonly organizationId: number;
  /** Whose it is. */
  readonly userId: number;
  /** The share link. */
  readonly credentialId: number;
  readonly shares: SharedKind;
};

/** The context of a request with a share link. */
export type LinkContext = PublicContext & {
  readonly organizationId: number;
  readonly organization: OrganizationSettings;
  readonly link: LinkHolder;
};

/** The context of the command line and of jobs, within one organization. */
export function systemContext(
  base: PublicContext,
  organization: OrganizationSettings,
): ContextOf<SystemActor> {
  return {
    ...base,
    organizationId: organization.id,
    organization,
    actor: {
      kind: "system",
      userId: null,
      organizationId: organization.id,
      role: "admin",
      scopes: null,
      credentialId: null,
    },
  };
}
