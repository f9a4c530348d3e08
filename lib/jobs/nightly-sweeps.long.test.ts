import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { proveNightlySweeps } from "./testing/nightly-sweeps";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const atMidnight = (date: string) => new Date(`${date}T00:00:00Z`);

const twoYears = { from: atMidnight("2023-12-15"), until: atMidnight("2025-12-15") };
const weekWithoutWorker = { from: atMidnight("2024-03-28"), until: atMidnight("2024-04-04") };
const zones = [
  ...["Europe/Berlin", "America/New_York", "America/Havana", "America/St_Johns"],
  ...["Africa/Casablanca", "Asia/Kathmandu", "Asia/Beirut", "Australia/Lord_Howe"],
  ...["Pacific/Chatham", "Pacific/Kiritimati"],
];

it.each(zones)(
  "runs each of two years' nightly sweeps in %s once, with a week without a worker",
  async (timeZone) => {
    const nights = await proveNightlySweeps(database, {
      timeZone,
      ...twoYears,
      down: weekWithoutWorker,
    });
    expect(nights).toBeGreaterThanOrEqual(730);
    process.stdout.write(`FIGURE ${timeZone}: ${nights} nights, each once\n`);
  },
);

it.each([
  ["Pacific/Apia", "2011-06-01", "2012-06-01"],
  ["Pacific/Kwajalein", "1993-06-01", "1994-01-01"],
  ["Pacific/Kwajalein", "1969-06-01", "1970-01-01"],
])(
  "runs each nightly sweep once in %s, which skipped or repeated a day (%s)",
  async (timeZone, from, until) => {
    const nights = await proveNightlySweeps(database, {
      timeZone,
      from: atMidnight(from),
      until: atMidnight(until),
    });
    process.stdout.write(`FIGURE ${timeZone} from ${from}: ${nights} nights, each once\n`);
  },
);
