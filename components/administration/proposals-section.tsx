"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Outcome } from "@/components/ui/forms/form";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { personName } from "@/lib/i18n/person-name";
import type {
  ProposalList,
  ProposalResponse,
} from "@/lib/performance/administration/proposal-schemas";
import { proposalsOptions } from "@/lib/performance/administration/reads";
import { settingLabels, valueLabels } from "./setting-labels";

type Decision = { readonly id: number; readonly verb: "approve" | "withdraw" };

/** Changes that lower protection, what it takes to approve one, and the buttons for it. */
export function ProposalsSection() {
  const { translate } = useTexts();
  const proposals = useInfiniteQuery(proposalsOptions());
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: ({ id, verb }: Decision) =>
      sendJson<ProposalResponse>("POST", `/api/performance/proposals/${id}/${verb}`),
    onSettled: () => queries.invalidateQueries({ queryKey: proposalsOptions().queryKey }),
  });
  return (
    <Section id="proposals" title={translate("proposals.title")} note={translate("proposals.note")}>
      <Loaded query={proposals} skeleton={<ListSkeleton />}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.proposals);
          return (
            <>
              {pages[0] === undefined ? null : <Rules list={pages[0]} />}
              {found.length === 0 ? (
                <p className="border-line border-t px-4 py-6 text-muted sm:px-5">
                  {translate("proposals.empty")}
                </p>
              ) : (
                <ul>
                  {found.map((proposal) => (
                    <Proposal
                      key={proposal.id}
                      proposal={proposal}
                      isBusy={decide.isPending}
                      onDecide={(verb) => decide.mutate({ id: proposal.id, verb })}
                    />
                  ))}
                </ul>
              )}
              {proposals.hasNextPage ? (
                <div className="border-line border-t p-4 sm:px-5">
                  <Button
                    disabled={proposals.isFetchingNextPage}
                    onClick={() => void proposals.fetchNextPage()}
                  >
                    {translate(
                      proposals.isFetchingNextPage ? "history.loadingMore" : "history.more",
                    )}
                  </Button>
                </div>
              ) : null}
            </>
          );
        }}
      </Loaded>
      <div className="px-4 empty:hidden sm:px-5 [&>p]:pb-4">
        <Outcome
          done={decide.isSuccess ? translate("form.saved") : null}
          problem={describeProblem(decide.error, translate)}
        />
      </div>
    </Section>
  );
}

function Rules({ list }: { list: ProposalList }) {
  const { translate } = useTexts();
  const rule = list.approving_role === "auditor" ? "proposals.byAuditor" : "proposals.byAdmin";
  return (
    <p className="px-4 py-3 text-sm sm:px-5">
      {list.needs_second_key
        ? translate(rule, { days: list.notice_days })
        : translate("proposals.notNeeded")}
    </p>
  );
}

const questions: Readonly<Record<string, PlainMessageKey>> = {
  reset_link: "proposals.approveLinkQuestion",
  contest_decision: "proposals.approveDecisionQuestion",
};

function Proposal({
  proposal,
  isBusy,
  onDecide,
}: {
  proposal: ProposalResponse;
  isBusy: boolean;
  onDecide: (verb: Decision["verb"]) => void;
}) {
  const { translate, format } = useTexts();
  const toText = (value: string) => {
    const label = valueLabels[value];
    return label === undefined ? value : translate(label);
  };
  const label = settingLabels[proposal.setting];
  const name = label === undefined ? proposal.setting : translate(label);
  const title =
    proposal.member === null
      ? translate("auditLog.change", {
          name,
          from: toText(proposal.from),
          to: toText(proposal.to),
        })
      : translate("proposals.aboutMember", {
          name,
          member: personName(translate, proposal.member),
        });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-3 sm:px-5">
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {title} <Badge>{translate(`proposals.status.${proposal.status}`)}</Badge>
        </p>
        <p className="text-muted text-sm">
          {translate("proposals.proposedBy", {
            name: personName(translate, proposal.proposed_by),
            at: format.dayAndTime(proposal.proposed_at),
          })}
        </p>
        {proposal.approved_by === null || proposal.effective_at === null ? null : (
          <p className="text-muted text-sm">
            {translate("proposals.approvedBy", {
              name: personName(translate, proposal.approved_by),
              at: format.dayAndTime(proposal.effective_at),
            })}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {proposal.may_approve ? (
          <ConfirmButton
            label={translate("proposals.approve")}
            name={translate("proposals.approveNamed", { title })}
            question={translate(questions[proposal.setting] ?? "proposals.approveQuestion")}
            confirmLabel={translate("proposals.approve")}
            cancelLabel={translate("form.cancel")}
            isBusy={isBusy}
            onConfirm={() => onDecide("approve")}
          />
        ) : null}
        {proposal.may_withdraw ? (
          <Button
            disabled={isBusy}
            aria-label={translate("proposals.withdrawNamed", { title })}
            onClick={() => onDecide("withdraw")}
          >
            {translate("proposals.withdraw")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
