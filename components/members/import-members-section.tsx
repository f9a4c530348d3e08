"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Section, SectionBody } from "@/components/shared/section";
import { findFileProblem, ServerSentence } from "@/components/shared/server-sentence";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { FileDropTarget } from "@/components/ui/forms/file-drop-target";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import { describeProblem } from "@/lib/http/problem-text";
import type { MemberFileResult } from "@/lib/performance/imports/members/schemas";
import { membersKey } from "@/lib/performance/members/reads";
import { MemberFilePlan } from "./member-file-plan";
import { sendMemberFile } from "./send-member-file";

/** Adds the people of a file after showing what becomes of each row. */
export function ImportMembersSection() {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const [invite, setInvite] = useState(false);
  const plan = useMutation({ mutationFn: sendMemberFile });
  const add = useMutation({
    mutationFn: sendMemberFile,
    onSettled: () => queries.invalidateQueries({ queryKey: membersKey }),
  });
  const file = plan.data === undefined ? null : plan.variables.file;
  const startAgain = () => {
    plan.reset();
    add.reset();
  };
  return (
    <Section
      id="import-members"
      title={translate("members.file.title")}
      note={translate("members.file.note")}
    >
      <SectionBody>
        {plan.data === undefined ? (
          <FileDropTarget
            accept=".csv,.tsv,.txt,.xlsx"
            isBusy={plan.isPending}
            onFile={(chosen) => plan.mutate({ file: chosen, isDryRun: true, invite: false })}
          />
        ) : (
          <MemberFilePlan result={add.data ?? plan.data} />
        )}
        <FileProblem error={add.error ?? plan.error} />
        {file === null || add.data !== undefined ? null : (
          <Start
            count={plan.data?.new ?? 0}
            isBusy={add.isPending}
            invite={invite}
            onInvite={setInvite}
            onStart={() => add.mutate({ file, isDryRun: false, invite })}
          />
        )}
        {add.data === undefined ? null : <Added result={add.data} onClose={startAgain} />}
        {file === null || add.isPending ? null : (
          <p>
            <Button onClick={startAgain}>{translate("members.file.another")}</Button>
          </p>
        )}
      </SectionBody>
    </Section>
  );
}

function FileProblem({ error }: { error: Error | null }): ReactNode {
  const { translate } = useTexts();
  const problem = findFileProblem(error);
  return (
    <p role="alert" className="text-negative text-sm empty:hidden">
      {problem === null ? (
        describeProblem(error, translate)
      ) : (
        <>
          {translate("imports.rejectedFile")} <ServerSentence text={problem} />
        </>
      )}
    </p>
  );
}

function Start({
  count,
  isBusy,
  invite,
  onInvite,
  onStart,
}: {
  count: number;
  isBusy: boolean;
  invite: boolean;
  onInvite: (invite: boolean) => void;
  onStart: () => void;
}) {
  const { translate } = useTexts();
  if (count === 0) return null;
  return (
    <div className="grid justify-items-start gap-3">
      <label className="flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={invite}
          onChange={({ target }) => onInvite(target.checked)}
          className="size-5"
        />
        {translate("members.file.invite")}
      </label>
      <Button look="primary" disabled={isBusy} onClick={onStart}>
        {translate(isBusy ? "members.file.adding" : "members.file.add", { count })}
      </Button>
    </div>
  );
}

function Added({ result, onClose }: { result: MemberFileResult; onClose: () => void }) {
  const { translate } = useTexts();
  const links = result.people.flatMap(({ username, invitation }) =>
    invitation === null
      ? []
      : [`${username}: ${new URL(invitation.path, window.location.origin).href}`],
  );
  return (
    <>
      <p role="status" className="text-positive">
        {translate("members.file.added", { count: result.new })}
      </p>
      {links.length === 0 ? null : (
        <SecretOnce
          label={translate("members.file.links")}
          note={translate("members.file.linksNote")}
          secret={links.join("\n")}
          onClose={onClose}
        />
      )}
    </>
  );
}
