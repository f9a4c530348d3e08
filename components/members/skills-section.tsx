"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { MAX_SKILL_NAME_LENGTH } from "@/lib/performance/members/member-rules";
import { skillsOptions } from "@/lib/performance/members/reads";
import { AddNamedItem, NamedRow } from "./named-things";
import { sortByName } from "./sort-by-name";

const texts = { add: "skills.add", newName: "skills.newName", taken: "skills.taken" } as const;

export function SkillsSection() {
  const { translate, locale } = useTexts();
  const skills = useQuery(skillsOptions());
  const queries = useQueryClient();
  const common = {
    address: "/api/performance/skills",
    longest: MAX_SKILL_NAME_LENGTH,
    texts,
    onChanged: () => queries.invalidateQueries({ queryKey: skillsOptions().queryKey }),
  };
  return (
    <Section id="skills" title={translate("settings.skills")} note={translate("skills.note")}>
      <Loaded query={skills} skeleton={<ListSkeleton />}>
        {(list) =>
          list.skills.length === 0 ? (
            <p className="px-4 py-6 text-muted sm:px-5">{translate("skills.empty")}</p>
          ) : (
            <ul>
              {sortByName(list.skills, locale).map((skill) => (
                <NamedRow key={skill.id} {...common} thing={skill} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <AddNamedItem {...common} />
    </Section>
  );
}
