import "server-only";
import type { Context } from "@/lib/context";
import type { PersonRow } from "@/lib/ingest/people/read-people";
import { findFreeUsername, suggestUsernameOf } from "@/lib/performance/members/member-name";
import {
  listMemberNames,
  listTakenEmails,
  listUsernamesLike,
} from "@/lib/performance/members/queries/members";
import { listSkillIdsByName } from "@/lib/performance/members/queries/skills";
import { findTeamIdByName } from "@/lib/performance/members/queries/teams";
import { type PersonValues, readPersonValues } from "./person-values";

export type PlannedPerson = {
  readonly row: number;
  readonly values: PersonValues;
  readonly reasons: readonly string[];
} & (
  | { readonly result: "new"; readonly username: string }
  | { readonly result: "present" | "rejected"; readonly username: string | null }
);

export type MembersPlan = {
  readonly people: readonly PlannedPerson[];
  /** Teams and skills that new members need and the organization does not have. */
  readonly newTeams: readonly string[];
  readonly newSkills: readonly string[];
};

type ReadRow = {
  readonly row: number;
  readonly values: PersonValues;
  readonly reasons: readonly string[];
};

/**
 * What becomes of each row: a member with the row's address, else its username, else its name is present and stays as
 * they are; anyone else is new.
 */
export async function planMembers(
  context: Context,
  rows: readonly PersonRow[],
  { createMissing }: { readonly createMissing: boolean },
): Promise<MembersPlan> {
  const read = rows.map(readRow);
  const [known, missing] = await Promise.all([
    loadKnown(context, read),
    findMissing(context, read),
  ]);
  const taken = new Set(known.usernames);
  const seen = new Map<string, number>();
  const people = read.map((one): PlannedPerson => {
    const found = one.reasons.length > 0 ? null : findMember(one.values, known);
    if (found !== null && found !== "several") {
      const reasons = found.isActive ? [] : ["This member is deactivated."];
      return { ...one, result: "present", username: found.username, reasons };
    }
    const reasons = [
      ...one.reasons,
      ...describeRepetition(one, seen),
      ...(one.reasons.length === 0 ? describeClash(one.values, known) : []),
      ...(found === "several" ? ["Several members have this name: give an email address."] : []),
      ...(createMissing ? [] : describeMissing(one.values, missing)),
    ];
    return reasons.length > 0
      ? { ...one, result: "rejected", username: one.values.username, reasons }
      : planNew(one, taken);
  });
  return { people, ...listNeeded(people, missing) };
}

function planNew(one: ReadRow, taken: Set<string>): PlannedPerson {
  const username = chooseUsername(one.values, taken);
  if (username === null) {
    const reasons = ["Its name suggests no username: give one in a column “username”."];
    return { ...one, result: "rejected", username, reasons };
  }
  taken.add(username.toLowerCase());
  return { ...one, result: "new", username, reasons: [] };
}

function readRow({ row, cells, error }: PersonRow): ReadRow {
  const { values, reasons } = readPersonValues(cells);
  return { row, values, reasons: error === null ? reasons : [error] };
}

type KnownMember = {
  readonly username: string;
  readonly email: string | null;
  readonly isActive: boolean;
};

type Known = {
  readonly byEmail: ReadonlyMap<string, KnownMember>;
  readonly byUsername: ReadonlyMap<string, KnownMember>;
  readonly byName: ReadonlyMap<string, readonly KnownMember[]>;
  /** Lower case: those that a username made of an address or a name must not repeat. */
  readonly usernames: ReadonlySet<string>;
  /** The addresses of members of any organization. */
  readonly emails: ReadonlySet<string>;
};

async function loadKnown(
  { database, organizationId }: Context,
  rows: readonly ReadRow[],
): Promise<Known> {
  const members = (await listMemberNames(database, organizationId)).map((one) => ({
    ...one,
    isActive: one.deactivatedAt === null,
  }));
  const suggested = rows.flatMap(({ values }) => suggestFor(values)?.toLowerCase() ?? []);
  const given = rows.flatMap(({ values }) => values.username?.toLowerCase() ?? []);
  const stored = await listUsernamesLike(database, organizationId, [...new Set(suggested)]);
  const emails = rows.flatMap(({ values }) => values.email ?? []);
  return {
    byEmail: new Map(members.flatMap((one) => (one.email === null ? [] : [[one.email, one]]))),
    byUsername: new Map(members.map((one) => [one.username.toLowerCase(), one])),
    byName: groupByName(members),
    // A username that the file gives is its row's, whichever row comes first.
    usernames: new Set([...stored, ...given]),
    emails: await listTakenEmails(database, emails),
  };
}

function groupByName(
  members: readonly (KnownMember & { readonly displayName: string })[],
): ReadonlyMap<string, readonly KnownMember[]> {
  const groups = new Map<string, KnownMember[]>();
  for (const member of members) {
    const name = member.displayName.toLowerCase();
    groups.set(name, [...(groups.get(name) ?? []), member]);
  }
  return groups;
}

/** Null: no member; a name alone can be that of several. */
function findMember(
  { email, username, displayName }: PersonValues,
  { byEmail, byUsername, byName }: Known,
): KnownMember | "several" | null {
  const addressed = email === null ? undefined : byEmail.get(email);
  if (addressed !== undefined) return addressed;
  if (username !== null) {
    const named = byUsername.get(username.toLowerCase());
    const isSame = email === null || named?.email === null;
    return named !== undefined && isSame ? named : null;
  }
  if (email !== null || displayName === null) return null;
  const [one, ...others] = byName.get(displayName.toLowerCase()) ?? [];
  if (one === undefined) return null;
  return others.length === 0 ? one : "several";
}

/** Which row before this one names the same person; remembers this row. */
function describeRepetition({ row, values }: ReadRow, seen: Map<string, number>): string[] {
  const { email, username, displayName } = values;
  const keys = [
    ...(email === null ? [] : [`email ${email}`]),
    ...(username === null ? [] : [`username ${username.toLowerCase()}`]),
    ...(email === null && username === null && displayName !== null
      ? [`name ${displayName.toLowerCase()}`]
      : []),
  ];
  const earlier = keys.flatMap((key) => seen.get(key) ?? []);
  for (const key of keys) if (!seen.has(key)) seen.set(key, row);
  return earlier.length === 0 ? [] : [`It names the same person as row ${Math.min(...earlier)}.`];
}

function describeClash({ email, username }: PersonValues, { byUsername, emails }: Known): string[] {
  return [
    ...(username !== null && byUsername.has(username.toLowerCase())
      ? [`The username “${username}” belongs to a member with another email address.`]
      : []),
    ...(email !== null && emails.has(email) ? [`“${email}” cannot become a member here.`] : []),
  ];
}

function chooseUsername(values: PersonValues, taken: ReadonlySet<string>): string | null {
  if (values.username !== null) return values.username;
  const suggested = suggestFor(values);
  return suggested === null ? null : findFreeUsername(suggested, taken);
}

/** The username that an address or a name suggests; null where one is given, or none is suggested. */
function suggestFor({ username, email, displayName }: PersonValues): string | null {
  return username === null ? suggestUsernameOf(email ?? displayName ?? "") : null;
}

type Missing = { readonly teams: ReadonlySet<string>; readonly skills: ReadonlySet<string> };

/** The names of teams and skills that the organization does not have. */
async function findMissing(
  { database, organizationId }: Context,
  rows: readonly ReadRow[],
): Promise<Missing> {
  const teams = new Set(rows.flatMap(({ values }) => values.team ?? []));
  const skills = [...new Set(rows.flatMap(({ values }) => values.skills.map(({ name }) => name)))];
  const missingTeams = new Set<string>();
  for (const team of teams) {
    if ((await findTeamIdByName(database, organizationId, team)) === null) missingTeams.add(team);
  }
  const known = await listSkillIdsByName(database, organizationId, skills);
  return {
    teams: missingTeams,
    skills: new Set(skills.filter((name) => !known.has(name))),
  };
}

function describeMissing({ team, skills }: PersonValues, missing: Missing): readonly string[] {
  const unknown = skills.filter(({ name }) => missing.skills.has(name));
  return [
    ...(team !== null && missing.teams.has(team) ? [`There is no team “${team}”.`] : []),
    ...unknown.map(({ name }) => `There is no skill “${name}”.`),
  ];
}

function listNeeded(people: readonly PlannedPerson[], missing: Missing) {
  const added = people.filter(({ result }) => result === "new");
  const teams = added.flatMap(({ values }) => values.team ?? []);
  const skills = added.flatMap(({ values }) => values.skills.map(({ name }) => name));
  return {
    newTeams: listDistinct(teams.filter((name) => missing.teams.has(name))),
    newSkills: listDistinct(skills.filter((name) => missing.skills.has(name))),
  };
}

/** Each name once, as it is written first. */
function listDistinct(names: readonly string[]): readonly string[] {
  const distinct = new Map<string, string>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (!distinct.has(key)) distinct.set(key, name);
  }
  return [...distinct.values()];
}
