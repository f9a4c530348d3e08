"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import * as z from "zod/mini";
import { Section, SectionBody } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/forms/controls";
import { Outcome, RuledForm } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { personName } from "@/lib/i18n/person-name";
import { createErasedName } from "@/lib/performance/domain/privacy/erased-name";
import { memberRead, membersKey } from "@/lib/performance/members/reads";
import type { MemberResponse } from "@/lib/performance/members/schemas";

/** Removes the person from a deactivated member, after the username was typed. */
export function MemberErasure({
  stored,
  organization,
}: {
  stored: MemberResponse;
  /** The slug of the organization. */
  organization: string;
}) {
  const { translate } = useTexts();
  const name = personName(translate, { ...stored, username: createErasedName(stored.id) });
  return (
    <Section id="erasure" title={translate("erasure.title")} note={translate("erasure.note")}>
      <SectionBody>
        <ul className="list-disc space-y-1 pl-5 text-sm">
          <li>
            {translate("erasure.first")} {translate("erasure.export")}{" "}
            <code lang="en" className="wrap-anywhere font-mono text-xs">
              {`npm run -s pts -- member export --organization ${organization} --username ${stored.username} --output ${stored.username}.json`}
            </code>
          </li>
          <li>{translate("erasure.goes")}</li>
          <li>{translate("erasure.stays", { name })}</li>
        </ul>
        <ErasureForm stored={stored} />
      </SectionBody>
    </Section>
  );
}

function ErasureForm({ stored }: { stored: MemberResponse }) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const erase = useMutation({
    mutationFn: () =>
      sendJson<MemberResponse>("DELETE", `/api/performance/members/${stored.id}?erase=true`),
    onSuccess: (saved) => {
      queries.setQueryData(memberRead.options({ id: stored.id }).queryKey, saved);
      return queries.invalidateQueries({ queryKey: membersKey });
    },
  });
  const { username } = stored;
  const rules = useMemo(
    () =>
      z.object({
        username: z.string().check(
          z.trim(),
          z.refine((typed) => typed === username),
        ),
      }),
    [username],
  );
  const form = useRuledForm({ rules, error: erase.error });
  return (
    <RuledForm form={form} onSubmit={() => erase.mutate()}>
      <FormField
        label={translate("erasure.type", { username })}
        error={form.isInvalid("username") ? translate("erasure.mistyped") : null}
      >
        {(aria) => <TextField {...aria} {...form.register("username")} autoComplete="off" />}
      </FormField>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="danger" disabled={erase.isPending}>
          {translate(erase.isPending ? "erasure.erasing" : "erasure.erase")}
        </Button>
        <Outcome
          done={null}
          problem={describeProblem(erase.error, translate, { 409: "erasure.conflict" })}
        />
      </div>
    </RuledForm>
  );
}

/** The page of an erased member. */
export function ErasedMember({ stored, erasedAt }: { stored: MemberResponse; erasedAt: string }) {
  const { translate, format } = useTexts();
  return (
    <Section
      id="member"
      title={personName(translate, stored)}
      note={translate("erasure.done", { time: format.dayAndTime(erasedAt) })}
    >
      <SectionBody>
        <p className="text-sm">{translate("erasure.left")}</p>
      </SectionBody>
    </Section>
  );
}
