"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sendJson } from "@/lib/http/send-json";
import { memberRead, membersKey } from "@/lib/performance/members/reads";
import type { MemberAmendment, MemberResponse } from "@/lib/performance/members/schemas";

/** Saves a change of the member, and shows the stored result. */
export function useMemberChange(memberId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (amendment: MemberAmendment) =>
      sendJson<MemberResponse>("PATCH", `/api/performance/members/${memberId}`, amendment),
    onSuccess: (saved) => {
      queries.setQueryData(memberRead.options({ id: memberId }).queryKey, saved);
      return queries.invalidateQueries({ queryKey: membersKey });
    },
  });
}
