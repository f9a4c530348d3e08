"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Form, Outcome, SubmitRow } from "@/components/ui/forms/form";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { policyRead } from "@/lib/performance/policies/reads";
import type {
  NewPolicyBody,
  PolicyPreview,
  PolicyResponse,
} from "@/lib/performance/policies/schemas";
import { performanceKey } from "@/lib/performance/shared/reads";
import {
  findWrongTotal,
  getShared,
  isSameDraft,
  type PolicyRules,
  toPolicyDraft,
} from "./policy-draft";
import { PolicyFields } from "./policy-fields";
import { PolicyPreviewTable } from "./policy-preview-table";
import { PolicyVersions } from "./policy-versions";

type Previewed = { readonly draft: PolicyRules; readonly pages: readonly PolicyPreview[] };

/** Members of one page of a preview. */
const previewPageLength = 50;

/** The scoring policy: it can be saved only after a preview of all scores. */
export function PolicySection() {
  const { translate } = useTexts();
  const policy = useQuery(policyRead.options());
  return (
    <Section id="policy" title={translate("policy.title")} note={translate("policy.note")}>
      <Loaded query={policy} skeleton={<ListSkeleton />}>
        {(shown) => (
          <>
            <PolicyEditor key={shown.current.version} shown={shown} />
            <PolicyVersions versions={shown.versions} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function PolicyEditor({ shown }: { shown: PolicyResponse }) {
  const { translate, format } = useTexts();
  const { current } = shown;
  const [wrongTotal, setWrongTotal] = useState<number | null>(null);
  const [draft, setDraft] = useState<PolicyRules>(current);
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const preview = useMutation({
    mutationFn: async ({ wanted, cursor }: { wanted: PolicyRules; cursor: string | null }) => {
      const query = new URLSearchParams({ limit: String(previewPageLength) });
      if (cursor !== null) {
        query.set("cursor", cursor);
      }
      const page = await sendJson<PolicyPreview>(
        "POST",
        `/api/performance/policy/preview?${query}`,
        toRules(wanted),
      );
      return { wanted, page, isFirst: cursor === null };
    },
    onSuccess: ({ wanted, page, isFirst }) =>
      setPreviewed((before) => ({
        draft: wanted,
        pages: isFirst ? [page] : [...(before?.pages ?? []), page],
      })),
  });
  const isPreviewed = previewed !== null && isSameDraft(previewed.draft, draft);
  const cursor = previewed?.pages.at(-1)?.next_cursor ?? null;
  return (
    <>
      <Form
        className="grid gap-4 p-4 sm:p-5"
        onSubmit={(fields) => {
          const wanted = toPolicyDraft(fields);
          const total = findWrongTotal(wanted);
          setWrongTotal(total);
          if (total === null) preview.mutate({ wanted, cursor: null });
        }}
      >
        <PolicyFields draft={draft} onChange={setDraft} error={preview.error} />
        <SubmitRow
          label={translate("policy.preview")}
          busyLabel={translate("policy.previewing")}
          isBusy={preview.isPending}
          problem={
            wrongTotal === null
              ? describeProblem(preview.error, translate)
              : translate("policy.totalInvalid", { total: format.percent(wrongTotal) })
          }
        />
      </Form>
      {isPreviewed ? (
        <>
          <PolicyPreviewTable
            pages={previewed.pages}
            isLoading={preview.isPending}
            showMore={cursor === null ? null : () => preview.mutate({ wanted: draft, cursor })}
          />
          <SavePolicy draft={draft} current={current} />
        </>
      ) : null}
    </>
  );
}

/** The rules alone: a version that is stored has more. */
function toRules({ weights, min_sample, due_rule }: PolicyRules): PolicyRules {
  return { weights, min_sample, due_rule };
}

function SavePolicy({
  draft,
  current,
}: {
  draft: PolicyRules;
  current: PolicyResponse["current"];
}) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (body: NewPolicyBody) =>
      sendJson<PolicyResponse>("PUT", "/api/performance/policy", body),
    onSuccess: async (saved) => {
      // Every cached score is of an earlier policy. None of them is on this page.
      await queries.invalidateQueries({ queryKey: performanceKey, refetchType: "none" });
      queries.setQueryData(policyRead.options().queryKey, saved);
    },
  });
  if (isSameDraft(draft, current)) {
    return (
      <p className="border-line border-t p-4 text-muted text-sm sm:px-5">
        {translate("policy.unchanged")}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-t p-4 sm:px-5">
      <ConfirmButton
        label={translate("policy.save")}
        question={translate("policy.saveQuestion")}
        confirmLabel={translate("policy.confirm")}
        cancelLabel={translate("form.cancel")}
        isBusy={save.isPending}
        onConfirm={() =>
          save.mutate({
            ...toRules(draft),
            expected_version: current.version,
            // The page has shown that no component counts.
            ...(getShared(draft) === null && { allow_no_score: true }),
          })
        }
      />
      <Outcome
        done={save.isPending ? translate("policy.saving") : null}
        problem={describeProblem(save.error, translate, { 409: "policy.overtaken" })}
      />
    </div>
  );
}
