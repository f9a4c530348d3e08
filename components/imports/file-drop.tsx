"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Section, SectionBody } from "@/components/shared/section";
import { findFileProblem, ServerSentence } from "@/components/shared/server-sentence";
import { useTexts } from "@/components/shared/text-provider";
import { FileDropTarget } from "@/components/ui/forms/file-drop-target";
import { pushSearchParams } from "@/components/ui/search-params-link";
import { describeProblem } from "@/lib/http/problem-text";
import { importRead } from "@/lib/performance/imports/reads";
import { sendFile } from "./send-file";

/** Where a file is dropped or chosen. It is sent at once, and imported once the reader starts it. */
export function FileDrop() {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: sendFile,
    onSuccess: (sent) => {
      queries.setQueryData(importRead.options({ id: sent.id }).queryKey, sent);
      pushSearchParams({ import: String(sent.id) });
    },
  });
  const problem = findFileProblem(send.error);
  const busyName = send.isPending ? send.variables.name : null;
  return (
    <Section id="new-import" title={translate("imports.new")} note={translate("imports.formats")}>
      <SectionBody>
        <FileDropTarget
          accept=".csv,.tsv,.txt,.xlsx,.ndjson,.jsonl"
          isBusy={send.isPending}
          onFile={(file) => send.mutate(file)}
        />
        <p role="status" className="text-sm empty:hidden">
          {busyName === null ? null : translate("imports.sending", { name: busyName })}
        </p>
        <p role="alert" className="text-negative text-sm empty:hidden">
          {problem === null ? (
            describeProblem(send.error, translate)
          ) : (
            <>
              {translate("imports.rejectedFile")} <ServerSentence text={problem} />
            </>
          )}
        </p>
      </SectionBody>
    </Section>
  );
}
