"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { memberRead, membersKey, teamsOptions } from "@/lib/performance/members/reads";
import type { MemberResponse, NewMemberBody } from "@/lib/performance/members/schemas";
import { isMemberRejected, MemberFields, toMemberFields, useMemberForm } from "./member-fields";

/** Adds a member, then opens the member's page to send the invitation. */
export function NewMemberSection() {
  const { translate } = useTexts();
  const router = useRouter();
  const queries = useQueryClient();
  const teams = useQuery(teamsOptions());
  const add = useMutation({
    mutationFn: (body: NewMemberBody) =>
      sendJson<MemberResponse>("POST", "/api/performance/members", body),
    onSuccess: (member) => {
      queries.setQueryData(memberRead.options({ id: member.id }).queryKey, member);
      void queries.invalidateQueries({ queryKey: membersKey });
      router.push(`/settings/organization/members/${member.id}`);
    },
  });
  const form = useMemberForm(add.error);
  return (
    <Section id="new-member" title={translate("members.add")} note={translate("members.addNote")}>
      <RuledForm
        form={form}
        className="grid gap-4 p-4 sm:p-5"
        onSubmit={(values) => {
          const { lead_scope: _, ...body } = toMemberFields(values);
          add.mutate(body);
        }}
        error={add.error}
      >
        <MemberFields
          stored={null}
          teams={(teams.data?.teams ?? []).map(({ name }) => name)}
          form={form}
        />
        <SubmitRow
          label={translate("members.addButton")}
          busyLabel={translate("form.saving")}
          isBusy={add.isPending || add.isSuccess}
          problem={
            isMemberRejected(add.error)
              ? translate("problem.fields")
              : describeProblem(add.error, translate, { 409: "members.taken" })
          }
        />
      </RuledForm>
    </Section>
  );
}
