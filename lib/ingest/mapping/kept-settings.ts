import { isTimeZone } from "@/lib/performance/domain/time/local-time";
import type { Choices, ReadingPlan } from "./reading-plan";

const orders = ["ymd", "dmy", "mdy"] as const;

/** How the values of a file were read, as text: `date_order=dmy time_zone=UTC`. */
export function writeSettings({ choices, dates, decimals }: ReadingPlan): string {
  const used = new Set([...dates.values()].flatMap(({ orders: some }) => Object.values(some)));
  used.delete(null);
  const [order] = used;
  const settings = {
    date_order: choices.dateOrder ?? (used.size === 1 ? order : undefined),
    decimal: choices.decimal ?? ([...decimals.values()].includes(",") ? "," : undefined),
    due_midnight: choices.dueMidnight,
    time_zone: choices.timeZone,
  };
  return Object.entries(settings)
    .flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
    .join(" ");
}

/** The inverse of `writeSettings`; what it does not know is left out. */
export function readSettings(text: string): Choices {
  const pairs = text.split(" ").map((pair): [string, string] => {
    const [name = "", ...value] = pair.split("=");
    return [name, value.join("=")];
  });
  const settings = new Map(pairs);
  const dateOrder = orders.find((order) => order === settings.get("date_order"));
  const timeZone = settings.get("time_zone");
  const dueMidnight = settings.get("due_midnight");
  return {
    ...(dateOrder !== undefined && { dateOrder }),
    ...(settings.get("decimal") === "," && { decimal: "," as const }),
    ...((dueMidnight === "day" || dueMidnight === "time") && { dueMidnight }),
    ...(timeZone !== undefined && isTimeZone(timeZone) && { timeZone }),
  };
}
