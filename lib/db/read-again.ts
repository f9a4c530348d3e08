import { setTimeout as wait } from "node:timers/promises";
import { findSqlState } from "@/lib/db/sql-state";

/** 25 s in all. */
const pauses = [100, 400, 1_500, 3_000, 5_000, 5_000, 10_000];

/** Runs a read again, up to seven times, while no connection to the database is to be had. It must write nothing. */
export async function readAgain<Result>(read: () => Promise<Result>): Promise<Result> {
  for (const pause of pauses) {
    try {
      return await read();
    } catch (error) {
      if (!/^(08|53300|57P0)/.test(findSqlState(error) ?? "")) throw error;
      await wait(pause);
    }
  }
  return await read();
}
