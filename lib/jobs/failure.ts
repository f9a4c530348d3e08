import { findSqlState } from "@/lib/db/sql-state";
import { AppError } from "@/lib/errors";

/**
 * Why an attempt failed, as far as an administrator may know: no message, which quotes data. The log has the rest.
 * `gone`: what it is about is not there; `database`: it did not answer, or was busy; `worker_lost`: the process ended.
 */
export const failureReasons = ["gone", "database", "worker_lost", "unexpected"] as const;
export type FailureReason = (typeof failureReasons)[number];

export function reasonOf(error: unknown): FailureReason {
  if (error instanceof AppError) {
    if (error.code === "not_found") return "gone";
    return error.code === "overloaded" ? "database" : "unexpected";
  }
  const state = findSqlState(error);
  return state !== null && /^(08|40|53|57)/.test(state) ? "database" : "unexpected";
}
