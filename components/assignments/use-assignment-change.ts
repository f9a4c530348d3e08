import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RequestProblem } from "@/lib/http/fetch-json";
import { sendJson } from "@/lib/http/send-json";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import type { AssignmentChange } from "@/lib/performance/assignments/write-schemas";
import { performanceKey } from "@/lib/performance/shared/reads";
import type { AssignmentAction } from "./offered-actions";

export type AssignmentRequest = {
  readonly action: AssignmentAction | "add";
  /** The assignment as it was shown before; null for a new one. */
  readonly before: AssignmentResponse | null;
  readonly body?: unknown;
};

/** A request and its outcome. */
export type CompletedFact = {
  readonly request: AssignmentRequest;
  readonly change: AssignmentChange;
};

const path = "/api/performance/assignments";

function send({ action, before, body }: AssignmentRequest): Promise<AssignmentChange> {
  const one = `${path}/${before?.id}`;
  switch (action) {
    case "add":
      return sendJson("POST", path, body);
    case "amend":
    case "reassign":
      return sendJson("PATCH", one, body);
    case "delete":
      return sendJson("DELETE", one);
    default:
      return sendJson("POST", `${one}/${action}`, body ?? {});
  }
}

/**
 * Changes an assignment. All figures, rankings, lists and the ledger are loaded again. Without a connection it fails at
 * once, instead of being sent later unseen.
 */
export function useAssignmentChange(onDone: (done: CompletedFact) => void) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: performanceKey });
  return useMutation({
    networkMode: "always",
    mutationFn: send,
    onSuccess: (change, request) => {
      onDone({ request, change });
      return refresh();
    },
    onError: (error) => {
      const isOvertaken = error instanceof RequestProblem && [404, 409].includes(error.status ?? 0);
      return isOvertaken ? refresh() : undefined;
    },
  });
}
