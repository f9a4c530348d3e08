import * as fc from "fast-check";
import type { PrivacyMode } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { raiseContest } from "@/lib/performance/contests/raise-contest";
import { recordDecision } from "@/lib/performance/decisions/record-decision";
import { createMember } from "@/lib/performance/members/create-member";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { updateMember } from "@/lib/performance/members/update-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { actAs } from "@/lib/performance/testing/act-as";
import {
  makeShareLink,
  setPrivacyMode,
  type World,
} from "@/lib/performance/testing/make-api-world";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { makeUniqueName } from "@/lib/testing/unique-name";

const numbers = fc.nat({ max: 1000 });
const of = <Type extends string>(type: Type) => fc.constant(type);

/** What happens to a member, or to their work, which is named after them. `member` counts all who ever joined. */
const changes = fc.record({
  type: fc.constantFrom(
    ...(["complete", "complete", "rename", "retitle", "move", "leave", "return"] as const),
    ...(["reassign", "postpone", "contest", "decide", "share", "erase"] as const),
  ),
  member: numbers,
  other: numbers,
});

/** A reader reads some of what their role may read, and asks for a member by name. */
const looks = fc.record({
  type: of("look"),
  reader: numbers,
  victim: numbers,
  cases: fc.array(numbers, { minLength: 6, maxLength: 14 }),
});

const aliasEvents = fc.oneof(
  { weight: 8, arbitrary: changes },
  { weight: 1, arbitrary: fc.record({ type: of("join") }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: of("mode"),
      mode: fc.constantFrom<PrivacyMode>("named", "aggregate"),
    }),
  },
  { weight: 3, arbitrary: looks },
);

type ValueOf<Some> = Some extends fc.Arbitrary<infer Value> ? Value : never;
export type Look = ValueOf<typeof looks>;
export type AliasEvent = ValueOf<typeof aliasEvents>;
type Change = ValueOf<typeof changes>;

/** Each ends with a look. */
export const aliasHistories = fc
  .tuple(fc.array(aliasEvents, { minLength: 4, maxLength: 14, size: "max" }), looks)
  .map(([events, last]) => [...events, last]);

/** Changes an organization. What the service rejects changes nothing. */
export async function playAliasEvent(
  world: World,
  event: Exclude<AliasEvent, { type: "look" }>,
): Promise<void> {
  try {
    if (event.type === "mode") await setPrivacyMode(world, event.mode);
    else if (event.type === "join") await join(world);
    else await change(world, event);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

async function join({ context }: World): Promise<void> {
  const username = makeUniqueName();
  const names = { username, displayName: `Joiner ${username}`, email: `${username}@example.org` };
  await createMember(context, { ...names, role: "employee", team: null });
}

type Person = Awaited<ReturnType<typeof findPerson>>;

async function change(world: World, event: Change): Promise<void> {
  const person = await findPerson(world, event.member);
  const unique = makeUniqueName();
  await changeWork(world, event, person, unique);
  await changePerson(world, event, person, unique);
}

async function changeWork(
  world: World,
  { type, other }: Change,
  person: Person,
  unique: string,
): Promise<void> {
  const { context, organizationId } = world;
  const userId = person.id;
  const assignmentId = await findAssignmentId(world, userId, other);
  if (type === "complete") {
    const texts = { title: `Pair with ${person.displayName} ${unique}`, project: `Of ${unique}` };
    const work = { externalId: `${person.username}-${unique}`, ...texts };
    await recordAssignmentsFor(context, createCompletions(context, userId, 1, work));
  } else if (type === "retitle") {
    await amend(world, assignmentId, { title: `For ${person.displayName} ${unique}` });
  } else if (type === "postpone") {
    await amend(world, assignmentId, { due_at: "2026-12-24" });
  } else if (type === "reassign") {
    await amend(world, assignmentId, { user_id: (await findPerson(world, other)).id });
  } else if (type === "contest") {
    const newest = { where: { organizationId, userId }, orderBy: { id: "desc" } } as const;
    const entry = await context.database.performanceLog.findFirst(newest);
    const own = actAs(context, { userId, role: person.role, teamId: person.teamId });
    if (entry !== null) await raiseContest(own, { entryId: entry.id, reason: "It was on time" });
  }
}

async function changePerson(
  world: World,
  { type, other }: Change,
  person: Person,
  unique: string,
): Promise<void> {
  const { context, members, organizationId } = world;
  const userId = person.id;
  if (type === "rename") {
    const amendment = { username: unique, display_name: `Renamed ${unique}` };
    await updateMember(context, { userId, amendment });
  } else if (type === "move") {
    const id = other % 2 === 0 ? world.teamIds.first : world.teamIds.second;
    await context.database.user.update({
      where: { organizationId_id: { organizationId, id: userId } },
      data: { teamId: id },
    });
  } else if (type === "return") {
    await updateMember(context, { userId, amendment: { is_active: true } });
  } else if (type === "leave" && !isFixed(world, userId)) {
    await deactivateMember(context, { userId });
  } else if (type === "erase" && !isFixed(world, userId)) {
    await eraseMember(context, { userId });
  } else if (type === "share") {
    await makeShareLink(world, userId);
  } else if (type === "decide") {
    const admin = actAs(context, { userId: members.admin.userId, role: "admin" });
    await recordDecision(admin, {
      user_id: userId,
      kind: "pay",
      grounds: "A good year",
      decided_by_person: true,
    });
  }
}

async function amend(
  { context }: World,
  id: bigint | null,
  amendment: Parameters<typeof amendAssignment>[1]["amendment"],
): Promise<void> {
  if (id !== null) await amendAssignment(context, { id, amendment });
}

/** Readers keep their sessions, and requests name some members. */
function isFixed({ members }: World, userId: number): boolean {
  return Object.values(members).some(
    (member) => member.userId === userId && !/^(first|second)\d$/.test(member.key),
  );
}

export async function findPerson({ context, organizationId }: World, number: number) {
  const people = await context.database.user.findMany({
    where: { organizationId },
    orderBy: { id: "asc" },
  });
  const person = people[number % people.length];
  if (person === undefined) throw new Error("The organization has no members.");
  return person;
}

async function findAssignmentId(
  { context, organizationId }: World,
  userId: number,
  number: number,
): Promise<bigint | null> {
  const found = await context.database.assignment.findMany({
    where: { organizationId, userId, deletedAt: null },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return found[number % Math.max(1, found.length)]?.id ?? null;
}
