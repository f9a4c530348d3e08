import { addDays, type LocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import { listDays } from "./calendar";
import { type Person, people } from "./people";
import { createRandom } from "./random";
import { type DemoRow, type Scene, type Story, writeStories } from "./demo-assignments";

/** What one file of the demo holds, and the day on which it is written. */
export type DemoFile = { readonly day: LocalDate; readonly rows: readonly DemoRow[] };

const SEED = 20_260_515;
const DAYS = 365;

/** Days before today on which files are written: each review is followed by one with what it found. */
const FILES_BEFORE_TODAY = [180, 174, 60, 54, 8, 4, 0];
const REVIEWS_BEFORE_TODAY = [180, 60, 8];

export const demoFileCount = FILES_BEFORE_TODAY.length;

/**
 * A year of an imaginary studio up to now, as the files that it would have imported on the way: the
 * same for everybody who asks at the same time.
 */
export function writeHistory(now: Date, timeZone: string): readonly DemoFile[] {
  const scene = setScene(now, timeZone, DAYS);
  const stories = people.flatMap((person, index) => writeStories(person, index + 1, scene));
  const days = FILES_BEFORE_TODAY.map((before) => addDays(scene.today, -before));
  return days.map((day, index) => ({
    day,
    rows: listChanges(stories, days[index - 1] ?? "", day),
  }));
}

/** The last `length` days before today, with their reviews. */
export function setScene(now: Date, timeZone: string, length: number): Scene {
  const today = toLocalDate(now, timeZone);
  return {
    days: listDays(now, timeZone, length + 1).slice(0, length),
    today,
    timeOfDay: toTimeOfDay(now, timeZone),
    reviewDays: REVIEWS_BEFORE_TODAY.map((days) => addDays(today, -days)),
    colleagueOf,
    random: createRandom(SEED),
  };
}

/** What a file says that the one before it did not. */
function listChanges(
  stories: readonly Story[],
  before: LocalDate,
  day: LocalDate,
): readonly DemoRow[] {
  return stories.flatMap(({ revisions }) => {
    const known = revisions.findLast(({ from }) => from <= day);
    return known === undefined || known.from <= before ? [] : [known.row];
  });
}

function colleagueOf(person: Person): string {
  const colleagues = people.filter(
    ({ username, team, perWeek, sinceDays }) =>
      username !== person.username && team === person.team && perWeek > 5 && sinceDays > DAYS,
  );
  return colleagues[0]?.username ?? person.username;
}

function toTimeOfDay(now: Date, timeZone: string): string {
  return now.toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
}
