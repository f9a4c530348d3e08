import type { Database } from "@/lib/db/client";
import type { PrivacyMode } from "@/lib/performance/domain/privacy/privacy-modes";
import type {
  ActorId,
  MemberId,
  OrganizationId,
  ServiceAccountId,
  TeamId,
} from "@/lib/performance/domain/units/ids";
import type { ResourceGuard } from "@/lib/resources/resource-guard";

export type Role = "employee" | "team_lead" | "manager" | "auditor" | "admin";

/** Whose figures a team lead sees. */
export type LeadScope = "team" | "organization";

export type { PrivacyMode };

export const tokenScopes = [
  "self:read",
  "team:read",
  "analytics:read",
  "logs:read",
  "assignments:write",
  "organization:read",
  "members:write",
  "tokens:write",
  "organization:write",
] as const;

export type TokenScope = (typeof tokenScopes)[number];

/** The part of its owner's figures that a share link shows. */
export type SharedKind = "widget" | "badges";

type Person = {
  readonly userId: MemberId;
  readonly organizationId: OrganizationId;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly teamId: TeamId | null;
  readonly leadScope: LeadScope;
};

/** A member who is signed in with a browser. `credentialId` is the id of the session. */
export type SessionActor = Person & {
  readonly kind: "session";
  readonly scopes: null;
  readonly credentialId: number;
};

/** A program with a member's token. It may do what both its scopes and the owner's role allow. */
export type TokenActor = Person & {
  readonly kind: "token";
  readonly scopes: readonly TokenScope[];
  readonly credentialId: number;
};

/**
 * A program with a token of the organization. It is no member: it has no figures, no assignments and no team. It may do
 * what its scopes allow.
 */
export type ServiceActor = {
  readonly kind: "service";
  readonly userId: null;
  readonly serviceAccountId: ServiceAccountId;
  readonly organizationId: OrganizationId;
  /** `service-account:` and its id. */
  readonly username: string;
  readonly displayName: string;
  readonly role: "service";
  readonly teamId: null;
  readonly leadScope: "organization";
  readonly scopes: readonly TokenScope[];
  /** The id of its token. */
  readonly credentialId: number;
};

/** The command line or a job. It is no member, and may do everything in its organization. */
export type SystemActor = {
  readonly kind: "system";
  readonly userId: null;
  readonly organizationId: OrganizationId;
  readonly role: "admin";
  readonly scopes: null;
  readonly credentialId: null;
};

export type PersonActor = SessionActor | TokenActor;
/** Who sends a request with a credential. */
export type CallingActor = PersonActor | ServiceActor;
export type Actor = CallingActor | SystemActor;

/** The id under which the records name the actor; null for the service itself. */
export function getActorId(actor: Actor): ActorId | null {
  return actor.kind === "service" ? actor.serviceAccountId : actor.userId;
}

export type OrganizationSettings = {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly name: string;
  /** An IANA name such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly privacyMode: PrivacyMode;
  /** Whether employees see their own rank. */
  readonly employeeLeaderboard: boolean;
  /** The days between the approval of a change that lowers protection, and its instant. */
  readonly noticeDays: number;
  /** The least number of members, unknown to each reader, whose figures are released together. */
  readonly anonymityThreshold: number;
  /** How many months the record of a member is kept after they left. */
  readonly retentionMonths: number;
  /** The origins of pages that may send tokens of the organization. */
  readonly corsOrigins: readonly string[];
};

/** The context of a request before its credential is read. */
export type PublicContext = {
  readonly database: Database;
  /** Set once for a request or job. Services read no clock. */
  readonly now: Date;
  readonly requestId: string;
  /** The network that a request comes from; none in the command line and jobs. */
  readonly source?: string | null;
  /** The versions of the resource that a request writes; none in the command line and jobs. */
  readonly guard?: ResourceGuard | null;
};

export type ContextOf<SomeActor extends Actor> = PublicContext & {
  readonly organizationId: OrganizationId;
  readonly organization: OrganizationSettings;
  readonly actor: SomeActor;
};

/** The first argument of every service. */
export type Context = ContextOf<Actor>;

/** The context of a request by a person or their token. */
export type PersonContext = ContextOf<PersonActor>;

/** The context of a request with a credential, of a person or of a service account. */
export type CallerContext = ContextOf<CallingActor>;

/** An unknown person with a share link, who sees only the figures that it shares. */
export type LinkHolder = {
  readonly kind: "link";
  readonly organizationId: OrganizationId;
  /** The link's owner. */
  readonly userId: MemberId;
  /** The id of the share link. */
  readonly credentialId: number;
  readonly shares: SharedKind;
};

/** The context of a request with a share link. */
export type LinkContext = PublicContext & {
  readonly organizationId: OrganizationId;
  readonly organization: OrganizationSettings;
  readonly link: LinkHolder;
};

/** The context of the command line and of jobs. */
export function createSystemContext(
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
