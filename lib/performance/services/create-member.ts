import "server-only";
import type { Context, LeadScope, Role } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, type InvalidParam } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access";
import {
  findMemberId,
  getOrInsertTeam,
  insertMembers,
  listTakenEmails,
} from "@/lib/performance/queries/members";
import { isEmail, isUsername, USERNAME_RULE } from "./member-name";

export type NewMemberInput = {
  readonly username: string;
  readonly email?: string | null;
  /** Preset: the username. */
  readonly displayName?: string;
  readonly role: Role;
  /** The name of a team, made where there is none. */
  readonly team?: string | null;
  /** Argon2id; absent: no sign-in with a password. */
  readonly passwordHash?: string | null;
};

export type CreatedMember = {
  readonly id: number;
  readonly username: string;
  readonly email: string | null;
  readonly role: Role;
  readonly leadScope: LeadScope;
  readonly teamId: number | null;
};

const LONGEST_NAME = 200;

/**
 * Adds a member to the organization. A team lead without a team sees the whole organization.
 * @throws AppError `forbidden`; `invalid_request` for a field that cannot be used; `conflict` for a
 * username or an address that is taken.
 */
export async function createMember(
  context: Context,
  input: NewMemberInput,
): Promise<CreatedMember> {
  requirePermission(context.actor, "manage_organization");
  const member = toMember(input);
  requireFields(member);
  const { database, organizationId, now } = context;
  return withTransaction(database, async (transaction) => {
    await requireFree(transaction, organizationId, member.username, member.email);
    const teamId =
      member.team === null
        ? null
        : await getOrInsertTeam(transaction, organizationId, member.team, now);
    const { team: _, ...record } = { ...member, teamId };
    const [created] = await insertMembers(transaction, organizationId, [record], now);
    if (created === undefined) throw new AppError("internal", "The member could not be kept.");
    return { ...created, role: member.role, leadScope: member.leadScope, teamId };
  });
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

type Member = ReturnType<typeof toMember>;

function requireFields({ username, email, displayName, team }: Member): void {
  const invalidParams: readonly InvalidParam[] = [
    ...(isUsername(username) ? [] : [{ name: "username", reason: `must have ${USERNAME_RULE}` }]),
    ...(email === null || isEmail(email)
      ? []
      : [{ name: "email", reason: "must be an e-mail address" }]),
    ...(isName(displayName)
      ? []
      : [{ name: "display_name", reason: `must have 1 to ${LONGEST_NAME} characters` }]),
    ...(team === null || isName(team)
      ? []
      : [{ name: "team", reason: `must have 1 to ${LONGEST_NAME} characters` }]),
  ];
  if (invalidParams.length > 0) {
    const reasons = invalidParams.map((fault) => `${fault.name} ${fault.reason}`).join("; ");
    throw new AppError("invalid_request", `No member was made: ${reasons}.`, { invalidParams });
  }
}

function isName(text: string): boolean {
  return text.length >= 1 && [...text].length <= LONGEST_NAME && !/\p{Cc}/u.test(text);
}

async function requireFree(
  transaction: Transaction,
  organizationId: number,
  username: string,
  email: string | null,
): Promise<void> {
  if ((await findMemberId(transaction, organizationId, username)) !== null) {
    throw new AppError("conflict", `There is a member “${username}” already.`);
  }
  if (email !== null && (await listTakenEmails(transaction, [email])).size > 0) {
    throw new AppError("conflict", `The e-mail address ${email} is another member's.`);
  }
}
