"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { useId, useState } from "react";
import { Section, SectionBody } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { pushSearchParams } from "@/components/ui/search-params-link";
import { describeProblem } from "@/lib/http/problem-text";
import { importRead } from "@/lib/performance/imports/reads";
import { sendFile } from "./send-file";
import { findFileProblem, ServerSentence } from "./server-sentence";

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
        <DropTarget isBusy={send.isPending} onFile={(file) => send.mutate(file)} />
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

function DropTarget({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File) => void }) {
  const { translate } = useTexts();
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !isBusy) onFile(file);
  };
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
      className={clsx(
        "grid min-h-36 cursor-pointer place-content-center justify-items-center gap-3 rounded-lg border-2 border-dashed p-4 text-center",
        "has-focus-visible:outline-2 has-focus-visible:outline-accent-ink",
        isOver ? "border-accent bg-sunken" : "border-line-strong",
        isBusy && "opacity-60",
      )}
    >
      <span>{translate("imports.drop")}</span>
      <span className="inline-flex min-h-9 items-center rounded-md bg-accent-fill px-3 font-medium text-on-accent text-sm">
        {translate("imports.choose")}
      </span>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,.ndjson,.jsonl"
        disabled={isBusy}
        onChange={({ target }) => {
          take(target.files);
          target.value = "";
        }}
        className="sr-only"
      />
    </label>
  );
}
