import { foldName, isOpaqueId, toNameKey } from "@/lib/ingest/mapping/people";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { isEmail, isUsername } from "@/lib/performance/members/member-name";

export type KnownMember = {
  readonly id: MemberId;
  readonly username: string;
  readonly email: string | null;
  readonly displayName: string;
};

/** What the caller says about people who are no members by their username or address. */
export type PeopleChoices = {
  /** The username or address of a person by the name in the file. Both are folded. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Folded names of new people, although a member or another person has a similar one. */
  readonly newPeople: ReadonlySet<string>;
  /** Folded names whose rows are left out. */
  readonly skipped: ReadonlySet<string>;
};

export const NO_CHOICES: PeopleChoices = {
  aliases: new Map(),
  newPeople: new Set(),
  skipped: new Set(),
};

export type PeopleSettings = {
  readonly createMembers: boolean;
  /** Whether display names become members, as in the files of trackers. */
  readonly areNames: boolean;
  /** The address or username beside a display name in the file. */
  readonly findLinked: (name: string) => string | null;
  readonly choices: PeopleChoices;
  /** Whose names are, by decisions in earlier imports. */
  readonly remembered: ReadonlyMap<string, MemberId>;
};

export type PersonDecision =
  | { readonly kind: "member"; readonly userId: MemberId }
  /** The person that another name means, who is created. */
  | { readonly kind: "same"; readonly as: string }
  | { readonly kind: "create" }
  | { readonly kind: "skip" }
  | { readonly kind: "reject"; readonly reason: string };

/**
 * Decides who each unknown name is. A name that may be two people, or two names that may be one person, are never
 * decided silently.
 * @param names folded.
 */
export function planPeople(
  names: readonly string[],
  members: readonly KnownMember[],
  settings: PeopleSettings,
): ReadonlyMap<string, PersonDecision> {
  const known = new Directory(members);
  const all = [...new Set([...names, ...settings.choices.aliases.values()])];
  const mapped = new Map(names.map((name) => [name, mapName(name, known, new Set(all), settings)]));
  const created = all.filter((name) => (mapped.get(name) ?? null) === null && !known.has(name));
  const groups = new Map<string, string[]>();
  for (const name of created) {
    const key = toNameKey(name);
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const decide = (name: string): PersonDecision =>
    mapped.get(name) ?? decideNew(name, known, groups.get(toNameKey(name)) ?? [], settings);
  const wanted = new Set([...names, ...listTargets(mapped)]);
  return new Map(
    [...wanted]
      .filter((name) => mapped.has(name) || !known.has(name))
      .map((name) => [name, decide(name)]),
  );
}

function listTargets(mapped: ReadonlyMap<string, PersonDecision | null>): readonly string[] {
  return [...mapped.values()].flatMap((decision) => (decision?.kind === "same" ? decision.as : []));
}

/** Members by what names them. */
class Directory {
  readonly #byName = new Map<string, KnownMember>();
  readonly #byDisplayName = new Map<string, KnownMember[]>();
  readonly #byKey = new Map<string, Set<KnownMember>>();

  constructor(members: readonly KnownMember[]) {
    for (const member of members) {
      const { username, email, displayName } = member;
      this.#byName.set(foldName(username), member);
      if (email !== null) this.#byName.set(email, member);
      const shown = foldName(displayName);
      this.#byDisplayName.set(shown, [...(this.#byDisplayName.get(shown) ?? []), member]);
      for (const name of [username, displayName, ...(email === null ? [] : [email])]) {
        const key = toNameKey(name);
        this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(member));
      }
    }
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  find(name: string): KnownMember | undefined {
    return this.#byName.get(name);
  }

  listDisplayed(name: string): readonly KnownMember[] {
    return this.#byDisplayName.get(name) ?? [];
  }

  listSimilar(name: string): readonly KnownMember[] {
    return [...(this.#byKey.get(toNameKey(name)) ?? [])];
  }
}

/** Null for a name that means no other one. */
function mapName(
  name: string,
  known: Directory,
  all: ReadonlySet<string>,
  { choices, findLinked, remembered }: PeopleSettings,
): PersonDecision | null {
  if (choices.skipped.has(name)) return { kind: "skip" };
  const alias = choices.aliases.get(name);
  const target = alias ?? findLinked(name);
  const member = target === null ? undefined : known.find(target);
  if (member !== undefined) return { kind: "member", userId: member.id };
  if (target !== null && target !== name && all.has(target)) return { kind: "same", as: target };
  if (choices.newPeople.has(name)) return null;
  const userId = remembered.get(name);
  if (userId !== undefined) return { kind: "member", userId };
  const [displayed, ...others] = known.listDisplayed(name);
  if (displayed === undefined || name.includes("@")) return null;
  return others.length === 0
    ? { kind: "member", userId: displayed.id }
    : ask(name, `is the name of ${others.length + 1} members`, displayed.username);
}

function decideNew(
  name: string,
  known: Directory,
  group: readonly string[],
  settings: PeopleSettings,
): PersonDecision {
  if (!settings.createMembers) {
    return {
      kind: "reject",
      reason: `No member has the username or email address “${name}”.`,
    };
  }
  if (settings.choices.newPeople.has(name)) return { kind: "create" };
  const member = known
    .listSimilar(name)
    .find((other) => mayBeOne(name, other.email ?? other.username));
  if (member !== undefined) {
    return ask(name, `may be the member ${member.username}`, member.username);
  }
  const other = findOther(name, group);
  if (other !== undefined) return ask(name, `may be ${other}`, other);
  if (isEmail(name) || (isUsername(name) && !isOpaqueId(name))) return { kind: "create" };
  return settings.areNames && !isOpaqueId(name) && /\p{L}/u.test(name) && !name.includes("@")
    ? { kind: "create" }
    : ask(name, "is no username or email address", "username or address");
}

/** Two different addresses are two people, unless their difference is one of case or of a suffix (`jane+x@…`). */
function mayBeOne(name: string, other: string): boolean {
  if (!name.includes("@") || !other.includes("@")) return true;
  return foldAddress(name) === foldAddress(other);
}

function foldAddress(address: string): string {
  return address
    .normalize("NFC")
    .toUpperCase()
    .toLowerCase()
    .replace(/\+[^@]*@/, "@");
}

/** Another name of the same key that is created instead; addresses come first, then names in their order. */
function findOther(name: string, group: readonly string[]): string | undefined {
  const rank = (one: string) =>
    `${one.includes("@") ? 0 : 1}${isUsername(one) ? 0 : 1}${one.includes("+") ? 1 : 0}${one}`;
  return group
    .filter((other) => other !== name && rank(other) < rank(name) && mayBeOne(name, other))
    .toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))[0];
}

function ask(name: string, what: string, target: string): PersonDecision {
  return {
    kind: "reject",
    reason: `“${name}” ${what}: say who it is with --alias "${name}=${target}", or add --new-person "${name}" or --skip-person "${name}".`,
  };
}
