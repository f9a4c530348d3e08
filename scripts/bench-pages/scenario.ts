import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";

export type ScenarioSize = { readonly members: number; readonly days: number };

export const organization = {
  slug: "bench-pages",
  name: "Large organization",
  timeZone: "Europe/Berlin",
} as const;

/** The roles that view the pages. The employee is the first of the members. */
export const viewers = ["admin", "manager", "team_lead", "employee"] as const;
export type Viewer = (typeof viewers)[number];

export function getUsername(viewer: Viewer): string {
  return viewer === "employee" ? getMemberUsername(0) : viewer;
}

const membersPerTeam = 25;

export function getMemberUsername(number: number): string {
  return `member_${String(number + 1).padStart(4, "0")}`;
}

export function getTeamName(number: number): string {
  return `Team ${Math.floor(number / membersPerTeam) + 1}`;
}

export const skills = Array.from({ length: 60 }, (_, index) => `Skill ${index + 1}`);

export type AssignmentRow = Readonly<Record<string, string | number | null>>;

/** The days of one import, as in an organization that imports weekly. */
export const daysPerImport = 7;

/** One completed assignment a day for each member. Day 0 is the first of the history. */
export function* listCompletedRows(
  { members }: ScenarioSize,
  days: readonly { readonly day: number; readonly date: LocalDate }[],
): Generator<AssignmentRow> {
  for (let number = 0; number < members; number += 1) {
    for (const { day, date } of days) yield createCompletedRow(number, day, date);
  }
}

function createCompletedRow(number: number, day: number, date: LocalDate): AssignmentRow {
  const isLate = (number * 7 + day) % (4 + (number % 5)) === 0;
  const hour = 8 + ((number + day) % 9);
  return {
    external_id: `U-${number}-${day}`,
    title: `Task ${day + 1} of member ${number + 1}, with a title of a realistic length for a list`,
    assignee: getMemberUsername(number),
    assigned_at: addDays(date, -3),
    due_at: isLate ? addDays(date, -1) : date,
    completed_at: `${date}T${String(hour).padStart(2, "0")}:${String(number % 60).padStart(2, "0")}`,
    difficulty: ((number * 11 + day) % 90) / 10 + 1,
    skill_match: 0.4 + ((number * 3 + day) % 60) / 100,
    status: "completed",
  };
}

const openPerMember = 4;

/** The open assignments of each member: some overdue, one without a due date. */
export function* listOpenRows(
  { members }: ScenarioSize,
  today: LocalDate,
): Generator<AssignmentRow> {
  for (let number = 0; number < members; number += 1) {
    for (let index = 0; index < openPerMember; index += 1) {
      yield {
        external_id: `U-${number}-open-${index}`,
        title: `Open task ${index + 1} of member ${number + 1}`,
        assignee: getMemberUsername(number),
        assigned_at: addDays(today, -9),
        due_at: index === openPerMember - 1 ? null : addDays(today, index * 4 - 4),
        difficulty: 5,
        status: "open",
      };
    }
  }
}
