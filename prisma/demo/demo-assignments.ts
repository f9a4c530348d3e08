import { addDays, type LocalDate, parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { addWorkdays, getBusyness, getPressure, isWorkday, pickTime } from "./calendar";
import { type Person, skillsByTeam } from "./people";
import type { Random } from "./random";
import { writeTitle } from "./titles";

/** A row of a file by column. */
export type DemoRow = Readonly<Record<string, string | number | null>>;

/** A state of an assignment from a local date on. */
export type Revision = { readonly from: LocalDate; readonly row: DemoRow };

/** All states of an assignment in order. */
export type DemoAssignment = { readonly revisions: readonly Revision[] };

export type DemoScenario = {
  readonly days: readonly LocalDate[];
  readonly today: LocalDate;
  /** Now as `HH:MM` in the organization's time zone. No assignment is completed later today. */
  readonly timeOfDay: string;
  /** After each of these dates, some completions change. */
  readonly reviewDays: readonly LocalDate[];
  /** @returns the username of the colleague who gets the member's reassigned assignments. */
  readonly findColleague: (person: Person) => string;
  readonly random: Random;
};

/** Creates the assignments of a member. */
export function createAssignments(
  person: Person,
  number: number,
  scenario: DemoScenario,
): readonly DemoAssignment[] {
  const { random, days } = scenario;
  const countOn = planDays(person, days, random);
  const assignments: DemoAssignment[] = [];
  for (const [index, day] of days.entries()) {
    const count = countOn(day);
    for (let created = 0; created < count; created += 1) {
      const id = `NW-${number}-${assignments.length + 1}`;
      assignments.push(createAssignment(person, id, day, index / days.length, scenario));
    }
  }
  return assignments;
}

/** @returns a function that gives the number of new assignments on a day. */
function planDays(
  person: Person,
  days: readonly LocalDate[],
  random: Random,
): (day: LocalDate) => number {
  const present = days.slice(-person.sinceDays);
  if (person.firstTasks !== null) {
    const first = new Set(present.filter(isWorkday).slice(0, person.firstTasks));
    return (day) => (first.has(day) ? 1 : 0);
  }
  const holiday = planHoliday(days, random);
  const firstDay = present[0] ?? "";
  return (day) => {
    if (day < firstDay || holiday(day)) return 0;
    const expected = (person.perWeek / 5) * getBusyness(day);
    return Math.floor(expected) + (random.isTrue(expected % 1) ? 1 : 0);
  };
}

/** Two weeks in summer and one at another time. */
function planHoliday(days: readonly LocalDate[], random: Random): (day: LocalDate) => boolean {
  const summer = days.filter((day) => day.slice(5) >= "07-05" && day.slice(5) <= "08-15");
  const starts = [summer[random.between(0, summer.length - 1)], days[random.between(0, 250)]];
  const lengths = [14, 7];
  const off = new Set(
    starts.flatMap((start, index) =>
      start === undefined
        ? []
        : Array.from({ length: lengths[index] ?? 0 }, (_, offset) => addDays(start, offset)),
    ),
  );
  return (day) => off.has(day);
}

function interpolate([then, now]: readonly [number, number], share: number): number {
  return then + (now - then) * share;
}

function createAssignment(
  person: Person,
  id: string,
  day: LocalDate,
  share: number,
  scenario: DemoScenario,
): DemoAssignment {
  const { random, today } = scenario;
  const team = person.team ?? "Engineering";
  const difficulty = Math.min(
    10,
    Math.max(0.4, random.around(interpolate(person.difficulty, share), 1.7)),
  );
  const workdays = Math.max(1, Math.round(difficulty * random.around(0.9, 0.25)));
  const due = random.isTrue(0.1) ? null : addWorkdays(day, workdays);
  const end = planEnd(
    day,
    workdays,
    interpolate(person.punctuality, share) - getPressure(day),
    random,
  );
  const open: DemoRow = {
    external_id: id,
    ...writeTitle(team, random),
    assignee: person.username,
    assigned_at: pickTime(day, random, 8, 9),
    started_at: random.isTrue(0.3) ? pickTime(day, random, 10, 11) : null,
    due_at: due,
    difficulty: random.isTrue(0.08) ? null : Number(difficulty.toFixed(1)),
    ...planSkills(team, interpolate(person.ability, share), difficulty, random),
    status: "open",
    completed_at: null,
  };
  const opened: Revision = { from: day, row: open };
  if (random.isTrue(0.015)) {
    const from = addWorkdays(day, 1);
    return { revisions: [opened, { from, row: { ...open, status: "cancelled" } }] };
  }
  if (end > today) return { revisions: [opened] };
  const completed = completeOn(open, end, random);
  if (end === today && String(completed.completed_at).slice(11, 16) > scenario.timeOfDay) {
    return { revisions: [opened] };
  }
  return {
    revisions: [opened, { from: end, row: completed }, ...review(completed, end, person, scenario)],
  };
}

/** A completion on time is mostly early, a late one is mostly late by a few days. */
function planEnd(day: LocalDate, workdays: number, punctuality: number, random: Random): LocalDate {
  if (random.isTrue(punctuality)) {
    return addWorkdays(day, Math.max(0, workdays - random.between(0, Math.ceil(workdays / 2))));
  }
  const late = random.isTrue(0.15) ? random.between(6, 18) : random.between(1, 4);
  return addWorkdays(day, workdays + late);
}

function planSkills(
  team: keyof typeof skillsByTeam,
  ability: number,
  difficulty: number,
  random: Random,
) {
  if (random.isTrue(0.07)) return { required_skills: null, skill_match: null };
  const level = Math.min(10, Math.max(1, Math.round(random.around(difficulty + 1.5, 1))));
  const match = Math.min(1, Math.max(0.1, random.around(ability / 9, 0.09)));
  return {
    required_skills: `${random.pick(skillsByTeam[team])}:${level}`,
    skill_match: random.isTrue(0.45) ? Number(match.toFixed(2)) : null,
  };
}

function completeOn(row: DemoRow, day: LocalDate, random: Random): DemoRow {
  return { ...row, status: "completed", completed_at: pickTime(day, random, 12, 17) };
}

/** After a review, some recent completions are reopened, changed or reassigned. */
function review(
  completed: DemoRow,
  end: LocalDate,
  person: Person,
  { reviewDays, today, findColleague, random }: DemoScenario,
): readonly Revision[] {
  const reviewDay = reviewDays.find((day) => end < day && addDays(end, 7) >= day);
  if (reviewDay === undefined || !random.isTrue(0.4)) return [];
  const from = addDays(reviewDay, random.between(1, 3));
  const kind = random.next();
  if (kind < 0.4) return reopen(completed, from, today, random);
  if (kind < 0.85) return [{ from, row: amend(completed, random) }];
  return [{ from, row: { ...completed, assignee: findColleague(person) } }];
}

function reopen(
  completed: DemoRow,
  from: LocalDate,
  today: LocalDate,
  random: Random,
): readonly Revision[] {
  const reopened = { from, row: { ...completed, status: "open", completed_at: null } };
  const again = addDays(from, random.between(3, 9));
  if (again >= today || !isWorkday(again)) return [reopened];
  return [reopened, { from: again, row: completeOn(completed, again, random) }];
}

function amend(completed: DemoRow, random: Random): DemoRow {
  const { due_at: due, difficulty } = completed;
  return typeof due === "string" && random.isTrue(0.6)
    ? { ...completed, due_at: addWorkdays(parseLocalDate(due), random.between(1, 4)) }
    : { ...completed, difficulty: Math.min(10, Number(difficulty ?? 4) + random.between(1, 2)) };
}
