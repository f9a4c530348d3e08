import { timeFieldNames } from "@/lib/performance/domain/assignments/field-names";
import type { ColumnPlan } from "./column-plan";
import type { ColumnCounts, ReadingPlan } from "./reading-plan";

/** Something that a file leaves open, and the setting that decides it. */
export type Question = {
  readonly setting: "date_order" | "due_midnight";
  /** The name of the column. */
  readonly column: string;
  /** What holds if the setting is absent; null: then the values are rejected. */
  readonly default: string | null;
};

type Opened = {
  readonly columns: ColumnPlan;
  readonly counts: ColumnCounts;
  readonly plan: ReadingPlan;
};

/** What the columns of times leave open: day or month first, and whether midnight is a time. */
export function listQuestions({ columns, counts, plan }: Opened): readonly Question[] {
  return timeFieldNames.flatMap((field) =>
    (columns.byField.get(field) ?? []).flatMap(({ key, name }): Question[] => {
      const found = counts.dates.get(key);
      const read = plan.dates.get(key);
      if (found === undefined || read === undefined) return [];
      const isOpen = (["/", "-"] as const).some(
        (separator) => found.orders[separator].either > 0 && read.orders[separator] === null,
      );
      const mayBeDays =
        field === "due_at" &&
        found.midnights > 0 &&
        found.times > 0 &&
        plan.choices.dueMidnight === undefined;
      return [
        ...(isOpen ? [{ setting: "date_order" as const, column: name, default: null }] : []),
        ...(mayBeDays ? [{ setting: "due_midnight" as const, column: name, default: "day" }] : []),
      ];
    }),
  );
}
