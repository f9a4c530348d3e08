"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Section, SectionBody } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Outcome } from "@/components/ui/forms/form";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import { RequestProblem } from "@/lib/http/fetch-json";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import type { ProposalResponse } from "@/lib/performance/administration/proposal-schemas";
import { memberRead, membersKey } from "@/lib/performance/members/reads";
import type { InvitationResponse, MemberResponse } from "@/lib/performance/members/schemas";

/** Whether and how a member can sign in. */
export function MemberAccess({ stored }: { stored: MemberResponse }) {
  const { translate } = useTexts();
  return (
    <Section id="access" title={translate("access.title")} note={translate(getStateKey(stored))}>
      <SectionBody>
        {stored.is_active ? <Invitation stored={stored} /> : null}
        <Activity stored={stored} />
      </SectionBody>
    </Section>
  );
}

function getStateKey({ is_active: isActive, has_password: hasPassword }: MemberResponse) {
  if (!isActive) {
    return "access.deactivated";
  }
  return hasPassword ? "access.hasPassword" : "access.noPassword";
}

function Invitation({ stored }: { stored: MemberResponse }) {
  const { translate, format } = useTexts();
  const invite = useMutation({
    mutationFn: () =>
      sendJson<InvitationResponse>("POST", `/api/performance/members/${stored.id}/invitation`, {}),
  });
  const propose = useMutation({
    mutationFn: () =>
      sendJson<ProposalResponse>("POST", "/api/performance/proposals", {
        setting: "reset_link",
        user_id: stored.id,
      }),
    onSuccess: () => invite.reset(),
  });
  const needsApproval = invite.error instanceof RequestProblem && invite.error.status === 409;
  if (invite.data !== undefined) {
    return (
      <SecretOnce
        label={translate("access.link", { name: stored.display_name })}
        note={translate("access.linkNote", { until: format.dayAndTime(invite.data.expires_at) })}
        secret={`${window.location.origin}${invite.data.path}`}
        onClose={() => invite.reset()}
      />
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        look={stored.has_password ? "quiet" : "primary"}
        disabled={invite.isPending}
        onClick={() => invite.mutate()}
      >
        {translate(stored.has_password ? "access.resetLink" : "access.invite")}
      </Button>
      {needsApproval ? (
        <Button disabled={propose.isPending} onClick={() => propose.mutate()}>
          {translate("access.proposeLink")}
        </Button>
      ) : null}
      <Outcome
        done={propose.isSuccess ? translate("access.linkProposed") : null}
        problem={
          describeProblem(invite.error, translate, { 409: "access.linkNeedsApproval" }) ??
          describeProblem(propose.error, translate)
        }
      />
    </div>
  );
}

function Activity({ stored }: { stored: MemberResponse }) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (isActive: boolean) => {
      const address = `/api/performance/members/${stored.id}`;
      return isActive
        ? sendJson<MemberResponse>("PATCH", address, { is_active: true })
        : sendJson<MemberResponse>("DELETE", address);
    },
    onSuccess: (saved) => {
      queries.setQueryData(memberRead.options({ id: stored.id }).queryKey, saved);
      return queries.invalidateQueries({ queryKey: membersKey });
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-3">
      {stored.is_active ? (
        <ConfirmButton
          label={translate("access.deactivate")}
          question={translate("access.deactivateQuestion")}
          confirmLabel={translate("access.deactivate")}
          cancelLabel={translate("form.keep")}
          isBusy={change.isPending}
          onConfirm={() => change.mutate(false)}
        />
      ) : (
        <Button disabled={change.isPending} onClick={() => change.mutate(true)}>
          {translate("access.bringBack")}
        </Button>
      )}
      <Outcome
        done={change.isSuccess ? translate("form.saved") : null}
        problem={describeProblem(change.error, translate, { 409: "access.onlyAdministrator" })}
      />
    </div>
  );
}
