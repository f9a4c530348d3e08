"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Section, SectionBody } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Form, getText, Outcome } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { TextField } from "@/components/ui/forms/select";
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
  const fieldId = useId();
  const [isMistyped, setIsMistyped] = useState(false);
  const erase = useMutation({
    mutationFn: () =>
      sendJson<MemberResponse>("DELETE", `/api/performance/members/${stored.id}?erase=true`),
    onSuccess: (saved) => {
      queries.setQueryData(memberRead.options({ id: stored.id }).queryKey, saved);
      return queries.invalidateQueries({ queryKey: membersKey });
    },
  });
  return (
    <Form
      onSubmit={(fields) => {
        const isRight = getText(fields, "username") === stored.username;
        setIsMistyped(!isRight);
        if (isRight) {
          erase.mutate();
        }
      }}
    >
      <FormField
        label={translate("erasure.type", { username: stored.username })}
        error={isMistyped ? translate("erasure.mistyped") : null}
      >
        {(field) => (
          <TextField {...field} id={field.id ?? fieldId} name="username" autoComplete="off" />
        )}
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
    </Form>
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
