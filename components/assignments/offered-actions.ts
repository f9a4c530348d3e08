import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";

/** The reader of a list of assignments. */
export type AssignmentViewer = {
  readonly userId: number;
  /** Whether the reader may create and change assignments of the members in view. */
  readonly mayWrite: boolean;
};

export type AssignmentAction = "complete" | "amend" | "reassign" | "reopen" | "cancel" | "delete";

const actionsOfStatus = {
  open: ["complete", "amend", "reassign", "cancel", "delete"],
  completed: ["reopen", "amend", "reassign", "cancel", "delete"],
  cancelled: ["reopen", "amend", "reassign", "delete"],
} as const satisfies Record<AssignmentResponse["status"], readonly AssignmentAction[]>;

/**
 * The actions that the page offers for an assignment; the server decides again. Assignees can only complete their own:
 * no member sets their own figures. The first action is the usual one.
 */
export function listOfferedActions(
  viewer: AssignmentViewer,
  { user_id: userId, status }: Pick<AssignmentResponse, "user_id" | "status">,
): readonly AssignmentAction[] {
  if (userId === viewer.userId) {
    return status === "open" ? ["complete"] : [];
  }
  return viewer.mayWrite ? actionsOfStatus[status] : [];
}
