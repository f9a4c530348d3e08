import type { Measured, Screen } from "./measure";
import type { Subject } from "./measured-pages";

export type Line = {
  readonly subject: Subject;
  readonly screen: Screen;
  /** Null: it could not be used to its end. */
  readonly measured: Measured | null;
};

/** Milliseconds for which a page may keep anybody waiting. */
const budget = 200;

/** Chromium reports tasks from this length on, in milliseconds. */
const reportedFrom = 50;

/** Prints a line for each page and screen. @returns whether all of them are met. */
export function printTable(lines: readonly Line[]): boolean {
  console.table(lines.map(toRow));
  const slow = lines.flatMap(({ subject, measured }) =>
    measured?.request ? [`${subject.path}: ${describeRequest(measured.request)}`] : [],
  );
  console.log(`The slowest request of each, while it was used:\n  ${slow.join("\n  ")}`);
  return lines.every(isMet);
}

function isMet({ measured }: Line): boolean {
  if (measured === null) return false;
  const { blockedAfterLoad, blockedInUse, interaction } = measured;
  return Math.max(blockedAfterLoad, blockedInUse, interaction) <= budget;
}

function toRow(line: Line) {
  const { subject, screen, measured } = line;
  const verdict = { [`≤ ${budget} ms`]: isMet(line) ? "yes" : "NO" };
  const [path] = subject.path.split("?");
  const what = { page: path, as: subject.viewer ?? "nobody", screen: screen.name };
  if (measured === null) return { ...what, ...verdict };
  return {
    ...what,
    "answer ms": Math.round(measured.answer),
    "page kB": Math.round(measured.page),
    "all kB": Math.round(measured.transferred),
    "after load ms": atLeast(measured.blockedAfterLoad),
    "in use ms": atLeast(measured.blockedInUse),
    "input ms": Math.round(measured.interaction),
    rows: measured.longestList,
    elements: measured.elements,
    ...verdict,
  };
}

function atLeast(duration: number): string {
  return duration < reportedFrom ? `< ${reportedFrom}` : String(Math.round(duration));
}

function describeRequest({ path, duration }: NonNullable<Measured["request"]>): string {
  return `${Math.round(duration)} ms, ${path}`;
}
