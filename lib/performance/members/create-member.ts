import "server-only";
import { type Context, getActorId, type LeadScope, type Role } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
import { type AuditAuthor, insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  findMemberId,
  insertMembers,
  listTakenEmails,
} from "@/lib/performance/members/queries/members";
import { getOrInsertTeam } from "@/lib/performance/members/queries/teams";
import { requireMemberFields } from "./member-fields";

export type NewMemberInput = {
  readonly username: string;
  readonly email?: string | null;
  /** By default the username. */
  readonly displayName?: string;
  readonly role: Role;
  /** The name of a team, which is created where it does not exist. */
  readonly team?: string | null;
  /** Argon2id; without it the member cannot sign in with a password. */
  readonly passwordHash?: string | null;
};

type MemberToInsert = ReturnType<typeof toMember>;

export type CreatedMember = {
  readonly id: MemberId;
  readonly username: string;
  readonly email: string | null;
  readonly role: Role;
  readonly leadScope: LeadScope;
  readonly teamId: TeamId | null;
};

/**
 * Adds a member to the organization. A team lead without a team sees the whole organization.
 * @throws AppError `forbidden`; `invalid_request` for an invalid field; `conflict` for a username or an email address
 * that is taken.
 */
export async function createMember(
  context: Context,
  input: NewMemberInput,
): Promise<CreatedMember> {
  requirePermission(context.actor, "manage_members");
  const member = requireNewMember(input);
  const { database, organizationId, now, actor } = context;
  return withTransaction(database, (transaction) =>
    insertNewMember(transaction, { organizationId, now, actorId: getActorId(actor) }, member),
  );
}

/**
 * The member to be stored.
 * @throws AppError `invalid_request` for an invalid field.
 */
export function requireNewMember(input: NewMemberInput): MemberToInsert {
  const member = toMember(input);
  requireMemberFields(member, "No member was created");
  return member;
}

/**
 * Inserts a member in the caller's transaction; the caller checks the permission.
 * @throws AppError `conflict` for a username or an email address that is taken.
 */
export async function insertNewMember(
  transaction: Transaction,
  author: AuditAuthor,
  member: MemberToInsert,
): Promise<CreatedMember> {
  const { organizationId, now } = author;
  const { role, leadScope, team } = member;
  await requireFreeNames(transaction, organizationId, member.username, member.email);
  const teamId =
    team === null ? null : await getOrInsertTeam(transaction, organizationId, team, now);
  const { team: _, ...record } = { ...member, teamId };
  const [created] = await insertMembers(transaction, organizationId, [record], now);
  if (created === undefined) throw new AppError("internal", "The member could not be stored.");
  await insertAuditEntry(transaction, author, {
    action: "member.create",
    subjectType: "user",
    subjectId: created.id,
    detail: { role, lead_scope: leadScope, team_id: teamId },
  });
  return { ...created, role, leadScope, teamId };
}

function toMember(input: NewMemberInput) {
  const team = input.team?.trim() ?? null;
  const isLeadOfAll = input.role === "team_lead" && team === null;
  return {
    username: input.username.trim(),
    email: input.email?.trim().toLowerCase() ?? null,
    displayName: input.displayName?.trim() ?? input.username.trim(),
    role: input.role,
    leadScope: isLeadOfAll ? ("organization" as const) : ("team" as const),
    team,
    passwordHash: input.passwordHash ?? null,
  };
}

/**
 * @throws AppError `conflict` for a username or an email address that another member has; a null email is never taken.
 */
export async function requireFreeNames(
  transaction: Transaction,
  organizationId: number,
  username: string | null,
  email: string | null,
): Promise<void> {
  if (username !== null && (await findMemberId(transaction, organizationId, username)) !== null) {
    throw new AppError("conflict", `A member “${username}” already exists.`);
  }
  if (email !== null && (await listTakenEmails(transaction, [email])).size > 0) {
    throw new AppError("conflict", `The email address ${email} belongs to another member.`);
  }
}
