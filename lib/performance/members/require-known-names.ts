import "server-only";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { ParamCode } from "@/lib/param-codes";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import { isName } from "@/lib/performance/members/member-rules";
import { findTeamIdByName, findTeamRecord } from "@/lib/performance/members/queries/teams";

/** A team as a request names it: by name, by id, or by both where they agree. */
type GivenTeam = {
  readonly team?: string | null | undefined;
  readonly team_id?: TeamId | null | undefined;
};

/**
 * The team that a request names; null for none, undefined where the request says nothing about a team.
 * @throws AppError `invalid_request` for a team that the organization does not have, and for two different ones.
 */
export async function resolveTeam(
  transaction: Transaction,
  organizationId: number,
  { team: name, team_id: id }: GivenTeam,
): Promise<{ readonly id: TeamId; readonly name: string } | null | undefined> {
  if (name === undefined && id === undefined) return undefined;
  const byName =
    typeof name === "string" ? await findTeam(transaction, organizationId, name.trim()) : undefined;
  if (byName === null) throw createUnknownError("team", "must be the name of a team");
  const wanted = byName ?? id ?? null;
  const isContradiction =
    name !== undefined && id !== undefined && ((name === null) !== (id === null) || wanted !== id);
  if (isContradiction) {
    throw createError("team_id", "conflicting", "must be the id of the same team");
  }
  if (wanted === null) return null;
  const found = await findTeamRecord(transaction, organizationId, wanted);
  if (found === null) throw createUnknownError("team_id", "must be the id of a team");
  return found;
}

/** A text that no team can have as its name is not looked up: the database cannot read some of them. */
async function findTeam(
  transaction: Transaction,
  organizationId: number,
  name: string,
): Promise<TeamId | null> {
  return isName(name) ? findTeamIdByName(transaction, organizationId, name) : null;
}

/** @throws AppError `invalid_request` that names each skill that the organization does not have. */
export function requireKnownSkills(
  names: readonly string[],
  ids: ReadonlyMap<string, number>,
): void {
  const unknown = names.filter((name) => !ids.has(name));
  if (unknown.length > 0) {
    const quoted = unknown.map((name) => `“${name}”`).join(", ");
    throw createUnknownError("skills", `must name skills of the organization, not ${quoted}`);
  }
}

const createUnknownError = (name: string, reason: string) =>
  createError(name, "unknown_reference", reason);

function createError(name: string, code: ParamCode, reason: string): AppError {
  return new AppError("invalid_request", `Nothing was changed: ${name} ${reason}.`, {
    invalidParams: [{ name, code, reason }],
  });
}
