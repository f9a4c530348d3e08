import { findSqlState } from "@/lib/db/sql-state";
import { AppError } from "@/lib/errors";
import type { failureReasons } from "@/lib/jobs/schemas";

type FailureReason = (typeof failureReasons)[number];

/** Why an attempt failed, as far as an administrator may know: no message, which quotes data. The log has the rest. */
export function getReason(error: unknown): FailureReason {
  if (error instanceof AppError) {
    if (error.code === "not_found") return "gone";
    return error.code === "overloaded" ? "database" : "unexpected";
  }
  const state = findSqlState(error);
  return state !== null && /^(08|40|53|57)/.test(state) ? "database" : "unexpected";
}
