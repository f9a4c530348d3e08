"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { noticeRead } from "@/lib/performance/notice/reads";
import type { NoticeResponse } from "@/lib/performance/notice/schemas";

/** Lets readers say that they have read the page. Nothing depends on it. */
export function NoticeReadForm({ read }: { read: NoticeResponse["read"] }) {
  const { translate, format } = useTexts();
  const queries = useQueryClient();
  const marking = useMutation({
    networkMode: "always",
    mutationFn: () => sendJson<NoticeResponse>("POST", "/api/performance/notice/read", {}),
    onSettled: () => queries.invalidateQueries({ queryKey: noticeRead.options().queryKey }),
  });
  const at = read === null ? null : format.dayAndTime(read.read_at);
  return (
    <footer className="grid justify-items-start gap-2 border-line border-t pt-5 print:hidden">
      <p role="status" className="empty:hidden">
        {at === null
          ? null
          : translate(read?.is_current ? "assessment.read.done" : "assessment.read.changed", {
              at,
            })}
      </p>
      {read?.is_current ? null : (
        <Button look="primary" disabled={marking.isPending} onClick={() => marking.mutate()}>
          {translate("assessment.read.action")}
        </Button>
      )}
      {marking.error === null ? null : (
        <Notice action={null}>{describeProblem(marking.error, translate)}</Notice>
      )}
      <p className="text-muted text-sm">{translate("assessment.read.note")}</p>
    </footer>
  );
}
