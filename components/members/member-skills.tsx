"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { Select } from "@/components/ui/forms/controls";
import { Form, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { PageLink } from "@/components/ui/page-link";
import { describeProblem } from "@/lib/http/problem-text";
import { MAX_SKILL_LEVEL } from "@/lib/performance/members/member-rules";
import { skillsOptions } from "@/lib/performance/members/reads";
import type { MemberResponse } from "@/lib/performance/members/schemas";
import { sortByName } from "./sort-by-name";
import { useMemberChange } from "./use-member-change";

const levels = Array.from({ length: MAX_SKILL_LEVEL + 1 }, (_, level) => level);

/** A member's levels in the organization's skills; an unrated skill does not count in a skill match. */
export function MemberSkills({ stored }: { stored: MemberResponse }) {
  const { translate, locale } = useTexts();
  const skills = useQuery(skillsOptions());
  const save = useMemberChange(stored.id);
  const [added, setAdded] = useState<readonly string[]>([]);
  const levelOf = new Map(stored.skills.map(({ name, level }) => [name, level]));
  const shown = [...levelOf.keys(), ...added.filter((name) => !levelOf.has(name))];
  const others = sortByName(skills.data?.skills ?? [], locale).filter(
    ({ name }) => !shown.includes(name),
  );

  function submit(fields: FormData): void {
    const changed = shown.flatMap((name) => {
      const given = fields.get(`level of ${name}`);
      const level = given === null || given === "" ? null : Number(given);
      return level === (levelOf.get(name) ?? null) ? [] : [{ name, level }];
    });
    save.mutate({ skills: changed }, { onSuccess: () => setAdded([]) });
  }

  return (
    <Section
      id="member-skills"
      title={translate("settings.skills")}
      note={translate("memberSkills.note")}
    >
      <Form onSubmit={submit} className="grid gap-4 p-4 sm:p-5">
        {shown.length === 0 ? (
          <p className="text-muted">{translate("memberSkills.empty")}</p>
        ) : (
          <div className="grid gap-4 sm:grid-cols-3">
            {shown.map((name) => (
              <FormField key={name} label={name}>
                {(aria) => (
                  <Select
                    {...aria}
                    name={`level of ${name}`}
                    defaultValue={levelOf.get(name) ?? ""}
                    className="max-sm:text-lg"
                  >
                    <option value="">{translate("memberSkills.notRated")}</option>
                    {levels.map((level) => (
                      <option key={level} value={level}>
                        {level}
                      </option>
                    ))}
                  </Select>
                )}
              </FormField>
            ))}
          </div>
        )}
        {others.length === 0 ? (
          <p className="text-muted text-sm">
            <PageLink
              href="/settings/organization/skills"
              className="rounded-sm underline underline-offset-3"
            >
              {translate("memberSkills.manage")}
            </PageLink>
          </p>
        ) : (
          <FormField label={translate("memberSkills.add")} className="max-w-xs">
            {(aria) => (
              <Select
                {...aria}
                value=""
                onChange={({ target }) => setAdded([...added, target.value])}
                className="max-sm:text-lg"
              >
                <option value="">{translate("memberSkills.choose")}</option>
                {others.map(({ id, name }) => (
                  <option key={id} value={name}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
        )}
        <SubmitRow
          label={translate("memberSkills.save")}
          busyLabel={translate("form.saving")}
          isBusy={save.isPending}
          done={save.isSuccess ? translate("form.saved") : null}
          problem={describeProblem(save.error, translate)}
        />
      </Form>
    </Section>
  );
}
