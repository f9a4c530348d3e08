"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { RequestProblem } from "@/lib/http/fetch-json";
import { sendJson } from "@/lib/http/send-json";
import { performanceKey } from "@/lib/performance/shared/reads";

/**
 * Changes a contest. All figures, the ledger, lists and the count in the header are loaded again. Without a connection
 * it fails at once, instead of being sent later unseen.
 */
export function useContestChange<Result>(
  address: string,
  onDone: (result: Result) => void = () => {},
) {
  const queries = useQueryClient();
  const router = useRouter();
  const refresh = () => {
    router.refresh();
    return queries.invalidateQueries({ queryKey: performanceKey });
  };
  return useMutation({
    networkMode: "always",
    mutationFn: (body: unknown) => sendJson<Result>("POST", `/api/performance${address}`, body),
    onSuccess: (result) => {
      onDone(result);
      return refresh();
    },
    onError: (error) => {
      const isOvertaken = error instanceof RequestProblem && [404, 409].includes(error.status ?? 0);
      return isOvertaken ? refresh() : undefined;
    },
  });
}
