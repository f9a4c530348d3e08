import type { Measurement, Screen } from "./measure";
import type { MeasuredPage } from "./measured-pages";

export type ResultLine = {
  readonly page: MeasuredPage;
  readonly screen: Screen;
  /** Null if a control could not be used. */
  readonly measured: Measurement | null;
};

/** The longest that a page may block, in milliseconds. */
const budget = 200;

/** The shortest task that Chromium reports, in milliseconds. */
const shortestTask = 50;

/** Prints a line for each page and screen. @returns whether every page is within the budget. */
export function printTable(lines: readonly ResultLine[]): boolean {
  console.table(lines.map(toTableRow));
  const slow = lines.flatMap(({ page, measured }) =>
    measured?.request ? [`${page.path}: ${describeRequest(measured.request)}`] : [],
  );
  console.log(`The slowest request while each page was used:\n  ${slow.join("\n  ")}`);
  return lines.every(isMet);
}

function isMet({ measured }: ResultLine): boolean {
  if (measured === null) return false;
  const { blockedAfterLoad, blockedInUse, interaction } = measured;
  return Math.max(blockedAfterLoad, blockedInUse, interaction) <= budget;
}

function toTableRow(line: ResultLine) {
  const { page, screen, measured } = line;
  const verdict = { [`≤ ${budget} ms`]: isMet(line) ? "yes" : "NO" };
  const [path] = page.path.split("?");
  const subject = { page: path, as: page.viewer ?? "no session", screen: screen.name };
  if (measured === null) return { ...subject, ...verdict };
  return {
    ...subject,
    "response ms": Math.round(measured.response),
    "page kB": Math.round(measured.page),
    "all kB": Math.round(measured.transferred),
    "after load ms": formatDuration(measured.blockedAfterLoad),
    "in use ms": formatDuration(measured.blockedInUse),
    "input ms": Math.round(measured.interaction),
    rows: measured.longestList,
    elements: measured.elements,
    ...verdict,
  };
}

function formatDuration(duration: number): string {
  return duration < shortestTask ? `< ${shortestTask}` : String(Math.round(duration));
}

function describeRequest({ path, duration }: NonNullable<Measurement["request"]>): string {
  return `${Math.round(duration)} ms, ${path}`;
}
