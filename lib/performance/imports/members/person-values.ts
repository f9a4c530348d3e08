import type { Role } from "@/lib/context";
import type { PersonCells } from "@/lib/ingest/people/read-people";
import { findMemberFieldErrors } from "@/lib/performance/members/member-fields";
import { isEmail } from "@/lib/performance/members/member-name";
import { MAX_SKILL_LEVEL, MAX_SKILL_NAME_LENGTH } from "@/lib/performance/members/member-rules";
import { isPrintable } from "@/lib/performance/shared/text-rules";

export type RatedSkill = { readonly name: string; readonly level: number };

/** What a row says about a person; null: nothing. */
export type PersonValues = {
  readonly username: string | null;
  /** Lower case. */
  readonly email: string | null;
  readonly displayName: string | null;
  readonly role: Role;
  readonly team: string | null;
  readonly skills: readonly RatedSkill[];
};

const rolesByWord: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...["employee", "member", "user", "mitarbeiter", "mitarbeiterin"].map(isRole("employee")),
  ...["team lead", "teamlead", "lead", "teamleitung", "teamleiter", "teamleiterin"].map(
    isRole("team_lead"),
  ),
  ...["manager", "managerin"].map(isRole("manager")),
  ...["auditor", "prüfer", "prüferin"].map(isRole("auditor")),
  ...["admin", "administrator", "administratorin"].map(isRole("admin")),
]);

function isRole(role: Role) {
  return (word: string): [string, Role] => [word, role];
}

/** The values of a row, and every reason why it cannot become a member. */
export function readPersonValues(cells: PersonCells): {
  readonly values: PersonValues;
  readonly reasons: readonly string[];
} {
  const given = [cells.first_name, cells.last_name].filter((part) => part !== undefined).join(" ");
  const displayName = cells.display_name ?? (given === "" ? null : given);
  // The column of names holds addresses in some lists.
  const isAddress = cells.email === undefined && isEmail(cells.username?.toLowerCase() ?? "");
  const email = (isAddress ? cells.username : cells.email)?.toLowerCase() ?? null;
  const username = isAddress ? null : (cells.username ?? null);
  const role = readRole(cells.role);
  const skills = readSkills(cells.skills);
  const values = {
    ...{ username, email, displayName, team: cells.team ?? null },
    ...{ role: role ?? "employee", skills: skills.rated },
  };
  const fields = findMemberFieldErrors({
    ...{ email, team: values.team },
    ...(username !== null && { username }),
    ...(displayName !== null && { displayName }),
  });
  const isNamed = username !== null || email !== null || displayName !== null;
  const reasons = [
    ...(isNamed ? [] : ["It names no person: it needs a username, an email address or a name."]),
    ...fields.map(({ name, reason }) => `“${name}” ${reason}.`),
    ...(role === null
      ? ["“role” must be employee, team_lead, manager, auditor or admin; empty is employee."]
      : []),
    ...skills.reasons,
  ];
  return { values, reasons };
}

/** Null for a word that is no role. */
function readRole(word: string | undefined): Role | null {
  if (word === undefined) return "employee";
  const plain = word
    .toLowerCase()
    .replace(/[_-]+/g, " ")
    .replace(/[:*](?:in)?/g, "");
  return rolesByWord.get(plain.trim()) ?? null;
}

const SKILL_RULE = `“skills” must be like “SQL:7; Python:5”, with levels from 0 to ${MAX_SKILL_LEVEL}.`;

function readSkills(text = "") {
  const rated = new Map<string, RatedSkill>();
  const reasons = new Set<string>();
  for (const part of text.split(/[;,\n]/).map((one) => one.trim())) {
    if (part === "") continue;
    const colon = part.lastIndexOf(":");
    const name = part.slice(0, Math.max(colon, 0)).trim();
    const level = part.slice(colon + 1).trim();
    const isSound =
      isPrintable(name, MAX_SKILL_NAME_LENGTH) &&
      /^\d{1,2}$/.test(level) &&
      Number(level) <= MAX_SKILL_LEVEL;
    if (!isSound) reasons.add(SKILL_RULE);
    else if (rated.has(name.toLowerCase())) reasons.add(`“skills” names “${name}” twice.`);
    else rated.set(name.toLowerCase(), { name, level: Number(level) });
  }
  return { rated: [...rated.values()], reasons: [...reasons] };
}
