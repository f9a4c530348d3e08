import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import { addWorkdays, busynessOf, getPressure, isWorkday, timeOf } from "./calendar";
import { listSkillsOfTeam, type Person } from "./people";
import type { Random } from "./random";
import { writeTitle } from "./titles";

/** A row of a file, by column. */
export type DemoRow = Readonly<Record<string, string | number | null>>;

/** What is known of an assignment from a local day on. */
export type Revision = { readonly from: LocalDate; readonly row: DemoRow };

/** An assignment by everything that was ever known of it, in order. */
export type Story = { readonly revisions: readonly Revision[] };

export type Scene = {
  readonly days: readonly LocalDate[];
  readonly today: LocalDate;
  /** `HH:MM` of now in the organization's zone: nothing is finished later today. */
  readonly timeOfDay: string;
  /** Days on which files are written; each is checked over the days that follow. */
  readonly reviewDays: readonly LocalDate[];
  /** Who takes over work, by team. */
  readonly colleagueOf: (person: Person) => string;
  readonly random: Random;
};

/** Everything that one person was given to do in the year. */
export function writeStories(person: Person, number: number, scene: Scene): readonly Story[] {
  const { random, days } = scene;
  const countOn = planDays(person, days, random);
  const stories: Story[] = [];
  for (const [index, day] of days.entries()) {
    const count = countOn(day);
    for (let place = 0; place < count; place += 1) {
      const id = `NW-${number}-${stories.length + 1}`;
      stories.push(tellStory(person, id, day, index / days.length, scene));
    }
  }
  return stories;
}

/** How many assignments somebody is given on a day. */
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
  const begins = present[0] ?? "";
  return (day) => {
    if (day < begins || holiday(day)) return 0;
    const expected = (person.perWeek / 5) * busynessOf(day);
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

function at([then, now]: readonly [number, number], share: number): number {
  return then + (now - then) * share;
}

function tellStory(person: Person, id: string, day: LocalDate, share: number, scene: Scene): Story {
  const { random, today } = scene;
  const team = person.team ?? "Engineering";
  const difficulty = Math.min(10, Math.max(0.4, random.around(at(person.difficulty, share), 1.7)));
  const workdays = Math.max(1, Math.round(difficulty * random.around(0.9, 0.25)));
  const due = random.isTrue(0.1) ? null : addWorkdays(day, workdays);
  const end = planEnd(day, workdays, at(person.punctual, share) - getPressure(day), random);
  const open: DemoRow = {
    external_id: id,
    ...writeTitle(team, random),
    assignee: person.username,
    assigned_at: timeOf(day, random, 8, 9),
    started_at: random.isTrue(0.3) ? timeOf(day, random, 10, 11) : null,
    due_at: due,
    difficulty: random.isTrue(0.08) ? null : Number(difficulty.toFixed(1)),
    ...planSkills(team, at(person.able, share), difficulty, random),
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
  if (end === today && String(completed.completed_at).slice(11, 16) > scene.timeOfDay) {
    return { revisions: [opened] };
  }
  return {
    revisions: [opened, { from: end, row: completed }, ...review(completed, end, person, scene)],
  };
}

/** On time it is mostly a little early; late it is a few days, sometimes weeks. */
function planEnd(day: LocalDate, workdays: number, punctual: number, random: Random): LocalDate {
  if (random.isTrue(punctual)) {
    return addWorkdays(day, Math.max(0, workdays - random.between(0, Math.ceil(workdays / 2))));
  }
  const late = random.isTrue(0.15) ? random.between(6, 18) : random.between(1, 4);
  return addWorkdays(day, workdays + late);
}

function planSkills(
  team: keyof typeof listSkillsOfTeam,
  able: number,
  difficulty: number,
  random: Random,
) {
  if (random.isTrue(0.07)) return { required_skills: null, skill_match: null };
  const level = Math.min(10, Math.max(1, Math.round(random.around(difficulty + 1.5, 1))));
  const match = Math.min(1, Math.max(0.1, random.around(able / 9, 0.09)));
  return {
    required_skills: `${random.pick(listSkillsOfTeam[team])}:${level}`,
    skill_match: random.isTrue(0.45) ? Number(match.toFixed(2)) : null,
  };
}

function completeOn(row: DemoRow, day: LocalDate, random: Random): DemoRow {
  return { ...row, status: "completed", completed_at: timeOf(day, random, 12, 17) };
}

/** Shortly before a review, some completions are looked at again: reopened, amended, given away or reported late. */
function review(
  completed: DemoRow,
  end: LocalDate,
  person: Person,
  { reviewDays, today, colleagueOf, random }: Scene,
): readonly Revision[] {
  const reviewDay = reviewDays.find((day) => end < day && addDays(end, 7) >= day);
  if (reviewDay === undefined || !random.isTrue(0.4)) return [];
  const from = addDays(reviewDay, random.between(1, 3));
  const kind = random.next();
  if (kind < 0.4) return reopen(completed, from, today, random);
  if (kind < 0.85) return [{ from, row: amend(completed, random) }];
  return [{ from, row: { ...completed, assignee: colleagueOf(person) } }];
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
    ? { ...completed, due_at: addWorkdays(due, random.between(1, 4)) }
    : { ...completed, difficulty: Math.min(10, Number(difficulty ?? 4) + random.between(1, 2)) };
}
