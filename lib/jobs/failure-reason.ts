import { findSqlState } from "@/lib/db/sql-state";
import { AppError } from "@/lib/errors";
import type { failureReasons } from "@/lib/jobs/schemas";

type FailureReason = (typeof failureReasons)[number];

/** The reason that an administrator may see. Not the message, which may quote data: the log has the details. */
export function toFailureReason(error: unknown): FailureReason {
  if (error instanceof AppError) {
    if (error.code === "not_found") return "gone";
    return error.code === "overloaded" ? "database" : "unexpected";
  }
  const state = findSqlState(error);
  return state !== null && /^(08|40|53|57)/.test(state) ? "database" : "unexpected";
}
