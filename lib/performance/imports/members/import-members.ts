import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createForbiddenError } from "@/lib/errors";
import type { Upload } from "@/lib/http/upload";
import type { PersonColumns } from "@/lib/ingest/people/person-columns";
import { type PeopleFile, readPeople } from "@/lib/ingest/people/read-people";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { requireNewMember } from "@/lib/performance/members/create-member";
import { insertRatedMember } from "@/lib/performance/members/insert-rated-member";
import { getOrInsertSkills } from "@/lib/performance/members/queries/skills";
import { getOrInsertTeam } from "@/lib/performance/members/queries/teams";
import { putInRandomOrder } from "@/lib/random-order";
import { type MembersPlan, type PlannedPerson, planMembers } from "./plan-members";
import type { MemberFilePerson, MemberFileQuery, MemberFileResult } from "./schemas";

const MAX_PEOPLE = 2000;
const MAX_BYTES = 5 * 1024 * 1024;

/** Few enough for a short transaction on a busy database. */
const MEMBERS_PER_TRANSACTION = 50;

type NewPerson = Extract<PlannedPerson, { readonly result: "new" }>;

/** What became of a new person: a member, or the reason why not. */
type Outcome = { readonly id: MemberId } | { readonly reason: string };

/**
 * Adds the people of a file as members, some in each transaction; a member who is there stays as they are, so that the
 * same file can be imported again. A rejected row rejects no other.
 *
 * @throws AppError `forbidden` without `manage_organization`, and for invitations by a token; `invalid_request` for a
 * file that cannot be read; `payload_too_large`. Then no member was added.
 */
export async function importMembers(
  context: Context,
  { query, upload }: { readonly query: MemberFileQuery; readonly upload: Upload | null },
): Promise<MemberFileResult> {
  requirePermission(context.actor, "manage_organization");
  if (upload === null) throw new Error("The route takes a file.");
  if (query.invite === true && context.actor.kind === "token")
    throw createForbiddenError("browser_only");
  const file = await readFile(upload);
  const createMissing = query.create_missing === true;
  const plan = await planMembers(context, file.rows, { createMissing });
  const outcomes = query.dry_run === true ? new Map() : await addMembers(context, plan.people);
  return serializeResult(plan, { query, outcomes, columns: file.columns });
}

/** The whole file is kept in memory: its size is limited. */
async function readFile({ chunks, contentType }: Upload): Promise<PeopleFile> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new AppError(
        "payload_too_large",
        "The file is larger than 5 MB. Split it into several files. Nothing was imported.",
      );
    }
    parts.push(chunk);
  }
  const source = {
    open: async function* chunksAgain() {
      yield* parts;
    },
  };
  try {
    const format = contentType.endsWith("spreadsheetml.sheet") ? ("xlsx" as const) : undefined;
    return await readPeople(source, { ...(format && { format }), isComplete: true }, MAX_PEOPLE);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid_request") throw error;
    throw new AppError("invalid_request", error.detail, {
      cause: error,
      invalidParams: [{ name: "body", reason: error.detail }],
    });
  }
}

/** @returns the outcome of each new person, by row. */
async function addMembers(
  context: Context,
  people: readonly PlannedPerson[],
): Promise<ReadonlyMap<number, Outcome>> {
  const news = people.flatMap((one) => (one.result === "new" ? [one] : []));
  const added = putInRandomOrder(news, ({ username }) => username);
  const outcomes = new Map<number, Outcome>();
  for (let start = 0; start < added.length; start += MEMBERS_PER_TRANSACTION) {
    const part = added.slice(start, start + MEMBERS_PER_TRANSACTION);
    const results = await withTransaction(context.database, async (transaction) => {
      if (start === 0) await addTeamsAndSkills(transaction, context, news);
      const found: (readonly [number, Outcome])[] = [];
      for (const person of part)
        found.push([person.row, await addMember(transaction, context, person)]);
      return found;
    });
    for (const [row, outcome] of results) outcomes.set(row, outcome);
  }
  return outcomes;
}

/** In the order of the file, so that they are spelled as it spells them first. */
async function addTeamsAndSkills(
  transaction: Transaction,
  { organizationId, now }: Context,
  people: readonly NewPerson[],
): Promise<void> {
  const teams = new Set(people.flatMap(({ values }) => values.team ?? []));
  const skills = people.flatMap(({ values }) => values.skills.map(({ name }) => name));
  for (const team of teams) await getOrInsertTeam(transaction, organizationId, team, now);
  await getOrInsertSkills(transaction, organizationId, skills);
}

async function addMember(
  transaction: Transaction,
  context: Context,
  { username, values }: NewPerson,
): Promise<Outcome> {
  const { email, displayName, role, team, skills } = values;
  const member = requireNewMember({
    ...{ username, email, role, team },
    ...(displayName !== null && { displayName }),
  });
  try {
    const { id } = await insertRatedMember(transaction, context, member, [...skills]);
    return { id };
  } catch (error) {
    // Another request added the member since the plan; of this row, at most its team and skills were written.
    if (error instanceof AppError && error.code === "conflict") return { reason: error.detail };
    throw error;
  }
}

type ResultInput = {
  readonly query: MemberFileQuery;
  readonly outcomes: ReadonlyMap<number, Outcome>;
  readonly columns: PersonColumns;
};

function serializeResult(
  plan: MembersPlan,
  { query, outcomes, columns }: ResultInput,
): MemberFileResult {
  const people = plan.people.map((one) => serializePerson(one, outcomes.get(one.row)));
  const count = (result: MemberFilePerson["result"]) =>
    people.filter((one) => one.result === result).length;
  return {
    dry_run: query.dry_run === true,
    ...{ new: count("new"), present: count("present"), rejected: count("rejected") },
    columns: [...columns.used].map(([field, { name }]) => ({ field, column: name })),
    ignored_columns: [...columns.ignored],
    new_teams: [...plan.newTeams],
    new_skills: [...plan.newSkills],
    people,
  };
}

function serializePerson(person: PlannedPerson, outcome: Outcome | undefined): MemberFilePerson {
  const { row, values, username } = person;
  const isRejected = outcome !== undefined && "reason" in outcome;
  return {
    row,
    result: isRejected ? "rejected" : person.result,
    id: outcome !== undefined && "id" in outcome ? outcome.id : null,
    username,
    email: values.email,
    display_name: values.displayName,
    role: person.result === "new" ? values.role : null,
    team: values.team,
    skills: values.skills.map(({ name, level }) => ({ name, level })),
    reasons: isRejected ? [outcome.reason] : [...person.reasons],
    invitation: null,
  };
}
