import "server-only";
import type { Context } from "@/lib/context";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listKnownNames, saveKnownNames } from "@/lib/performance/members/queries/known-names";
import { PEOPLE_PER_STATEMENT, type PersonOutcome } from "./describe-people";
import type { PeopleChoices } from "./plan-people";

/** Whose names are, by the decisions of earlier imports. @param names folded. */
export async function listRemembered(
  { database, organizationId }: Context,
  names: readonly string[],
): Promise<ReadonlyMap<string, MemberId>> {
  const remembered = new Map<string, MemberId>();
  for (let start = 0; start < names.length; start += PEOPLE_PER_STATEMENT) {
    const part = names.slice(start, start + PEOPLE_PER_STATEMENT);
    const found = await listKnownNames(database, organizationId, part);
    for (const [name, userId] of found) remembered.set(name, userId);
  }
  return remembered;
}

/** Remembers who the caller said that names are, so that the next import need not ask. */
export async function rememberNames(
  { database, organizationId, now }: Context,
  outcomes: ReadonlyMap<string, PersonOutcome>,
  { aliases }: PeopleChoices,
): Promise<void> {
  const decided = [...aliases.keys()].flatMap((name) => {
    const outcome = outcomes.get(name);
    return outcome?.kind === "member" ? [{ name, userId: outcome.userId }] : [];
  });
  for (let start = 0; start < decided.length; start += PEOPLE_PER_STATEMENT) {
    const part = decided.slice(start, start + PEOPLE_PER_STATEMENT);
    await saveKnownNames(database, organizationId, part, now);
  }
}
