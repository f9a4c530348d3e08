import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  avoidNestedLoops,
  listUnknownAssignees,
  rejectAssignees,
  rejectRepeatedRows,
  resolveAssignees,
} from "@/lib/performance/imports/queries/import-rows";
import type { ImportKey } from "@/lib/performance/imports/queries/imports";
import {
  findFreeUsername,
  isEmail,
  isUsername,
  suggestUsername,
  USERNAME_RULE,
} from "@/lib/performance/members/member-name";
import {
  insertMembers,
  listTakenEmails,
  listUsernamesLike,
} from "@/lib/performance/members/queries/members";

const NAMES_PER_BATCH = 500;

/**
 * Assigns a member to every staged row, and rejects rows without one and rows that repeat an earlier one.
 * @returns how many rows were rejected.
 */
export async function assignMembers(
  context: Context,
  key: ImportKey,
  input: { readonly createMembers: boolean; readonly dryRun: boolean },
): Promise<number> {
  const rejected = input.createMembers ? await addUnknownAssignees(context, key, input.dryRun) : 0;
  const repeated = await withTransaction(context.database, async (transaction) => {
    await avoidNestedLoops(transaction);
    return rejectRepeatedRows(transaction, key);
  });
  return rejected + repeated;
}

async function addUnknownAssignees(
  context: Context,
  key: ImportKey,
  dryRun: boolean,
): Promise<number> {
  let rejected = 0;
  let planned = 0;
  // Usernames come first, so that a username suggested by an email address takes none of them.
  for (const kind of ["username", "email"] as const) {
    let after = "";
    for (;;) {
      const names = await listUnknownAssignees(context.database, key, kind, after, NAMES_PER_BATCH);
      if (names.length === 0) break;
      rejected += await addBatch(context, key, names, dryRun ? planned : null);
      planned += names.length;
      after = names.at(-1) ?? after;
    }
  }
  return rejected;
}

/** @returns how many rows were rejected. */
async function addBatch(
  context: Context,
  key: ImportKey,
  names: readonly string[],
  plannedBefore: number | null,
): Promise<number> {
  return withTransaction(context.database, async (transaction) => {
    const { members, rejected } = await planMembers(transaction, context.organizationId, names);
    const resolved =
      plannedBefore === null
        ? await addMembers(transaction, context, members)
        : // A dry run creates no members: negative numbers represent them.
          members.map(({ name }, index) => ({ name, userId: -(plannedBefore + index + 1) }));
    await avoidNestedLoops(transaction);
    await resolveAssignees(transaction, key, resolved);
    return rejected.length === 0 ? 0 : rejectAssignees(transaction, key, rejected);
  });
}

type PlannedMember = {
  /** As the rows name them, in lower case. */
  readonly name: string;
  readonly username: string;
  readonly email: string | null;
};
type MemberPlan = {
  readonly members: readonly PlannedMember[];
  readonly rejected: readonly { readonly name: string; readonly reason: string }[];
};

/** The members to create: a username as it is, an email address with a username made of its local part. */
async function planMembers(
  transaction: Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<MemberPlan> {
  const suggestions = names.flatMap((name) => suggestName(name) ?? []);
  const usernames = new Set(await listUsernamesLike(transaction, organizationId, suggestions));
  const emails = await listTakenEmails(transaction, names.filter(isEmail));
  const members: PlannedMember[] = [];
  const rejected: { name: string; reason: string }[] = [];
  for (const name of names) {
    const suggested = suggestName(name);
    if (suggested === null) {
      rejected.push({ name, reason: `“${name}” cannot be a username (${USERNAME_RULE}).` });
    } else if (emails.has(name)) {
      rejected.push({ name, reason: `“${name}” cannot become a member here.` });
    } else {
      const username = findFreeUsername(suggested, usernames);
      usernames.add(username);
      members.push({ name, username, email: isEmail(name) ? name : null });
    }
  }
  return { members, rejected };
}

function suggestName(name: string): string | null {
  if (isEmail(name)) return suggestUsername(name);
  return isUsername(name) ? name : null;
}

async function addMembers(
  transaction: Transaction,
  { organizationId, now }: Context,
  members: readonly PlannedMember[],
): Promise<readonly { readonly name: string; readonly userId: MemberId }[]> {
  const added = await insertMembers(
    transaction,
    organizationId,
    members.map(({ username, email }) => ({
      username,
      email,
      displayName: username,
      role: "employee",
      leadScope: "team",
      teamId: null,
      passwordHash: null,
    })),
    now,
  );
  const ids = new Map(added.map(({ username, id }) => [username, id]));
  return members.flatMap(({ name, username }) => {
    const userId = ids.get(username);
    return userId === undefined ? [] : [{ name, userId }];
  });
}
