import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";

export type Size = { readonly members: number; readonly days: number };

export const organization = {
  slug: "usability",
  name: "Usability",
  timeZone: "Europe/Berlin",
} as const;

/** Those whom the pages are seen as; the employee is the first of the members, and a member like the others. */
export const viewers = ["admin", "manager", "team_lead", "employee"] as const;
export type Viewer = (typeof viewers)[number];

export function getUsername(viewer: Viewer): string {
  return viewer === "employee" ? memberName(0) : viewer;
}

const membersOfTeam = 25;

export function memberName(number: number): string {
  return `member_${String(number + 1).padStart(4, "0")}`;
}

export function teamOf(number: number): string {
  return `Team ${Math.floor(number / membersOfTeam) + 1}`;
}

export const skills = Array.from({ length: 60 }, (_, index) => `Skill ${index + 1}`);

export type Row = Readonly<Record<string, string | number | null>>;

/** Days that are brought in at once: as many as a place that imports every week has. */
export const daysAtOnce = 7;

/** What everybody completed on some days, one thing a day; day 0 is the first of the history. */
export function* completedRows(
  { members }: Size,
  days: readonly { readonly day: number; readonly date: LocalDate }[],
): Generator<Row> {
  for (let number = 0; number < members; number += 1) {
    for (const { day, date } of days) yield completedRow(number, day, date);
  }
}

function completedRow(number: number, day: number, date: LocalDate): Row {
  const isLate = (number * 7 + day) % (4 + (number % 5)) === 0;
  const hour = 8 + ((number + day) % 9);
  return {
    external_id: `U-${number}-${day}`,
    title: `FactInput ${day + 1} of member ${number + 1}, with a title as long as people write them`,
    assignee: memberName(number),
    assigned_at: addDays(date, -3),
    due_at: isLate ? addDays(date, -1) : date,
    completed_at: `${date}T${String(hour).padStart(2, "0")}:${String(number % 60).padStart(2, "0")}`,
    difficulty: ((number * 11 + day) % 90) / 10 + 1,
    skill_match: 0.4 + ((number * 3 + day) % 60) / 100,
    status: "completed",
  };
}

const openEach = 4;

/** What everybody still has to do: some of it overdue, some of it without a date. */
export function* openRows({ members }: Size, today: LocalDate): Generator<Row> {
  for (let number = 0; number < members; number += 1) {
    for (let place = 0; place < openEach; place += 1) {
      yield {
        external_id: `U-${number}-open-${place}`,
        title: `Open work ${place + 1} of member ${number + 1}`,
        assignee: memberName(number),
        assigned_at: addDays(today, -9),
        due_at: place === openEach - 1 ? null : addDays(today, place * 4 - 4),
        difficulty: 5,
        status: "open",
      };
    }
  }
}
