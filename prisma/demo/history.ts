import { addDays, type LocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import { listDays } from "./calendar";
import {
  createAssignments,
  type DemoAssignment,
  type DemoRow,
  type DemoScenario,
} from "./demo-assignments";
import { type Person, people } from "./people";
import { createRandom } from "./random";

/** The rows of one file of the demo, and its date. */
export type DemoFile = { readonly day: LocalDate; readonly rows: readonly DemoRow[] };

const SEED = 20_260_515;
const DAYS = 365;

/** The dates of the files in days before today. Each review is followed by a file with its changes. */
const FILES_BEFORE_TODAY = [180, 174, 60, 54, 8, 4, 0];
const REVIEWS_BEFORE_TODAY = [180, 60, 8];

export const demoFileCount = FILES_BEFORE_TODAY.length;

/**
 * Creates the files that an imaginary studio would have imported in the past year. The result depends only on the
 * arguments.
 */
export function createHistory(now: Date, timeZone: string): readonly DemoFile[] {
  const scenario = createScenario(now, timeZone, DAYS);
  const assignments = people.flatMap((person, index) =>
    createAssignments(person, index + 1, scenario),
  );
  const days = FILES_BEFORE_TODAY.map((before) => addDays(scenario.today, -before));
  return days.map((day, index) => ({
    day,
    rows: listChanges(assignments, days[index - 1] ?? null, day),
  }));
}

/** A scenario of the last `length` days before today. */
export function createScenario(now: Date, timeZone: string, length: number): DemoScenario {
  const today = toLocalDate(now, timeZone);
  return {
    days: listDays(now, timeZone, length + 1).slice(0, length),
    today,
    timeOfDay: toTimeOfDay(now, timeZone),
    reviewDays: REVIEWS_BEFORE_TODAY.map((days) => addDays(today, -days)),
    findColleague,
    random: createRandom(SEED),
  };
}

/** The rows that changed since the previous file. */
function listChanges(
  assignments: readonly DemoAssignment[],
  before: LocalDate | null,
  day: LocalDate,
): readonly DemoRow[] {
  return assignments.flatMap(({ revisions }) => {
    const known = revisions.findLast(({ from }) => from <= day);
    return known === undefined || (before !== null && known.from <= before) ? [] : [known.row];
  });
}

function findColleague(person: Person): string {
  const colleagues = people.filter(
    ({ username, team, perWeek, sinceDays }) =>
      username !== person.username && team === person.team && perWeek > 5 && sinceDays > DAYS,
  );
  return colleagues[0]?.username ?? person.username;
}

function toTimeOfDay(now: Date, timeZone: string): string {
  return now.toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
}
