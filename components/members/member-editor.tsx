"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Chevron } from "@/components/ui/chevron";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { PageLink } from "@/components/ui/page-link";
import { describeProblem } from "@/lib/http/problem-text";
import { memberRead, teamsOptions } from "@/lib/performance/members/reads";
import type { MemberResponse } from "@/lib/performance/members/schemas";
import { MemberAccess } from "./member-access";
import { ErasedMember, MemberErasure } from "./member-erasure";
import { isMemberRejected, MemberFields, toMemberFields, useMemberForm } from "./member-fields";
import { MemberSkills } from "./member-skills";
import { useMemberChange } from "./use-member-change";

/** All settings of one member that administrators maintain. */
export function MemberEditor({
  memberId,
  organization,
}: {
  memberId: number;
  /** The slug of the organization. */
  organization: string;
}) {
  const { translate } = useTexts();
  const member = useQuery(memberRead.options({ id: memberId }));
  return (
    <>
      <p>
        <PageLink
          href="/settings/organization/members"
          className="inline-flex items-center gap-1 rounded-sm text-muted text-sm hover:text-ink"
        >
          <Chevron className="rotate-180" />
          {translate("settings.members")}
        </PageLink>
      </p>
      <Loaded query={member} skeleton={<ListSkeleton />}>
        {(stored) =>
          stored.erased_at === null ? (
            <>
              <MemberProfile stored={stored} />
              <MemberAccess stored={stored} />
              <MemberSkills stored={stored} />
              {stored.is_active ? null : (
                <MemberErasure stored={stored} organization={organization} />
              )}
            </>
          ) : (
            <ErasedMember stored={stored} erasedAt={stored.erased_at} />
          )
        }
      </Loaded>
    </>
  );
}

function MemberProfile({ stored }: { stored: MemberResponse }) {
  const { translate } = useTexts();
  const teams = useQuery(teamsOptions());
  const save = useMemberChange(stored.id);
  const form = useMemberForm(save.error);
  return (
    <Section id="member" title={stored.display_name} note={translate("members.profileNote")}>
      <RuledForm
        form={form}
        className="grid gap-4 p-4 sm:p-5"
        onSubmit={(values) => save.mutate(toMemberFields(values))}
        error={save.error}
      >
        <MemberFields
          stored={stored}
          teams={(teams.data?.teams ?? []).map(({ name }) => name)}
          form={form}
        />
        <SubmitRow
          label={translate("form.save")}
          busyLabel={translate("form.saving")}
          isBusy={save.isPending}
          done={save.isSuccess ? translate("form.saved") : null}
          problem={
            isMemberRejected(save.error)
              ? translate("problem.fields")
              : describeProblem(save.error, translate, { 409: "members.changeConflict" })
          }
        />
      </RuledForm>
    </Section>
  );
}
