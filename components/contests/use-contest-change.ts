"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { RequestProblem } from "@/lib/http/fetch-json";
import { sendJson } from "@/lib/http/send-json";
import { performanceKey } from "@/lib/performance/shared/reads";

/**
 * Writes about a contest. Whatever it moved is asked for again: figures, the ledger, lists, and how many wait, which the
 * header shows. Without a connection it fails at once, instead of happening later unseen.
 */
export function useContestChange<Answer>(
  address: string,
  onDone: (answer: Answer) => void = () => {},
) {
  const queries = useQueryClient();
  const router = useRouter();
  const refresh = () => {
    router.refresh();
    return queries.invalidateQueries({ queryKey: performanceKey });
  };
  return useMutation({
    networkMode: "always",
    mutationFn: (body: unknown) => sendJson<Answer>("POST", `/api/performance${address}`, body),
    onSuccess: (answer) => {
      onDone(answer);
      return refresh();
    },
    onError: (error) => {
      const isOvertaken = error instanceof RequestProblem && [404, 409].includes(error.status ?? 0);
      return isOvertaken ? refresh() : undefined;
    },
  });
}
