import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  findFreeUsername,
  isEmail,
  isUsername,
  suggestUsernameOf,
  USERNAME_RULE,
} from "@/lib/performance/members/member-name";
import {
  insertMembers,
  listTakenEmails,
  listUsernamesLike,
} from "@/lib/performance/members/queries/members";
import { putInRandomOrder } from "@/lib/random-order";

/** Few enough for a short transaction on a busy database. */
const MEMBERS_PER_TRANSACTION = 50;

type NewPerson = {
  /** As names are compared: a username, an address or a display name. */
  readonly name: string;
  /** As the file writes it. */
  readonly shown: string;
};

type Created =
  | { readonly kind: "member"; readonly userId: MemberId; readonly username: string }
  | { readonly kind: "reject"; readonly reason: string };

type CreateOptions = {
  readonly isDryRun: boolean;
  /** Names that no new member gets as a username: it would decide who is meant when the file is imported again. */
  readonly reserved: readonly string[];
  /** Runs in the transaction that creates them. */
  readonly onCreated?: (
    transaction: Transaction,
    created: readonly (readonly [name: string, username: string])[],
  ) => Promise<void>;
};

/**
 * Creates members for the people of a file, some in each transaction, or plans them with negative ids.
 * @returns the members, and why others cannot be created, by name.
 */
export async function createMembers(
  context: Context,
  people: readonly NewPerson[],
  { isDryRun, reserved, onCreated }: CreateOptions,
): Promise<ReadonlyMap<string, Created>> {
  // Usernames come first, so that a username suggested by an address or a name takes none of them. People whose
  // suggestions could take a username from each other keep their order, so that each gets what the preview shows.
  const ordered = putInRandomOrder(people, getStem).toSorted(
    (one, other) => Number(isUsername(other.name)) - Number(isUsername(one.name)),
  );
  const created = new Map<string, Created>();
  const planned = new Set<string>(reserved);
  for (let start = 0; start < ordered.length; start += MEMBERS_PER_TRANSACTION) {
    const part = ordered.slice(start, start + MEMBERS_PER_TRANSACTION);
    const added = await withTransaction(context.database, async (transaction) => {
      const plan = await planMembers(transaction, context.organizationId, part, planned);
      const outcomes = isDryRun
        ? // A dry run creates no members: negative numbers represent them.
          plan.map((one, index) => withId(one, -(start + index + 1)))
        : await addMembers(transaction, context, plan);
      const usernames = outcomes.flatMap(([name, outcome]) =>
        outcome.kind === "member" ? [[name, outcome.username] as const] : [],
      );
      await onCreated?.(transaction, usernames);
      return outcomes;
    });
    for (const [name, outcome] of added) {
      created.set(name, outcome);
      if (outcome.kind === "member") planned.add(outcome.username.toLowerCase());
    }
  }
  return created;
}

/** What is left of a suggested username without the numbers that make it unique. */
function getStem({ name }: NewPerson): string | null {
  return suggestUsernameOf(name)?.replace(/(-\d+)+$/, "") ?? null;
}

type PlannedMember = NewPerson & { readonly email: string | null } & (
    | { readonly username: string }
    | { readonly reason: string }
  );

/** A username as it is, an address with a username made of its local part, a name with one made of its words. */
async function planMembers(
  transaction: Transaction,
  organizationId: number,
  people: readonly NewPerson[],
  planned: ReadonlySet<string>,
): Promise<readonly PlannedMember[]> {
  const suggestions = people.flatMap(({ name }) => suggestUsernameOf(name) ?? []);
  const stored = await listUsernamesLike(transaction, organizationId, suggestions);
  const taken = new Set([...stored, ...planned]);
  const emails = await listTakenEmails(
    transaction,
    people.flatMap(({ name }) => (isEmail(name) ? [name] : [])),
  );
  return people.map((person) => {
    const { name } = person;
    const suggested = suggestUsernameOf(name);
    const email = isEmail(name) ? name : null;
    if (suggested === null) {
      return { ...person, email, reason: `“${name}” cannot be a username (${USERNAME_RULE}).` };
    }
    if (emails.has(name)) {
      return { ...person, email, reason: `“${name}” cannot become a member here.` };
    }
    const username = findFreeUsername(suggested, taken);
    taken.add(username.toLowerCase());
    return { ...person, email, username };
  });
}

function withId(planned: PlannedMember, userId: MemberId): readonly [string, Created] {
  return "reason" in planned
    ? [planned.name, { kind: "reject", reason: planned.reason }]
    : [planned.name, { kind: "member", userId, username: planned.username }];
}

async function addMembers(
  transaction: Transaction,
  { organizationId, now }: Context,
  planned: readonly PlannedMember[],
): Promise<readonly (readonly [string, Created])[]> {
  const sound = planned.flatMap((one) => ("username" in one ? [one] : []));
  const added = await insertMembers(
    transaction,
    organizationId,
    sound.map(({ name, shown, username, email }) => ({
      username,
      email,
      displayName: email === null && !isUsername(name) ? shown : username,
      role: "employee",
      leadScope: "team",
      teamId: null,
      passwordHash: null,
    })),
    now,
  );
  const ids = new Map(added.map(({ username, id }) => [username, id]));
  return planned.flatMap((one) => {
    const id = "username" in one ? ids.get(one.username) : 0;
    return id === undefined ? [] : [withId(one, id)];
  });
}
