import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";

/** Whoever looks at a list of work. */
export type AssignmentViewer = {
  readonly userId: number;
  /** Whether they may give and change others' work where they see it. */
  readonly mayWrite: boolean;
};

export type AssignmentAction = "complete" | "amend" | "give" | "reopen" | "cancel" | "delete";

const actionsOfStatus = {
  open: ["complete", "amend", "give", "cancel", "delete"],
  completed: ["reopen", "amend", "give", "cancel", "delete"],
  cancelled: ["reopen", "amend", "give", "delete"],
} as const satisfies Record<AssignmentResponse["status"], readonly AssignmentAction[]>;

/**
 * What is offered to do with an assignment; the server decides again. One's own may be completed, and nothing else: nobody
 * sets their own figures. The first one is the usual one.
 */
export function offeredActions(
  viewer: AssignmentViewer,
  { user_id: userId, status }: Pick<AssignmentResponse, "user_id" | "status">,
): readonly AssignmentAction[] {
  if (userId === viewer.userId) {
    return status === "open" ? ["complete"] : [];
  }
  return viewer.mayWrite ? actionsOfStatus[status] : [];
}
