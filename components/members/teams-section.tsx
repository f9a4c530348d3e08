"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Outcome } from "@/components/ui/forms/form";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { MAX_NAME_LENGTH } from "@/lib/performance/members/member-rules";
import { teamsOptions } from "@/lib/performance/members/reads";
import { AddNamedItem, NamedRow } from "./named-things";
import { sortByName } from "./sort-by-name";

const texts = { add: "teams.add", newName: "teams.newName", taken: "teams.taken" } as const;

export function TeamsSection() {
  const { translate, locale } = useTexts();
  const teams = useQuery(teamsOptions());
  const queries = useQueryClient();
  const common = {
    address: "/api/performance/teams",
    longest: MAX_NAME_LENGTH,
    texts,
    onChanged: () => queries.invalidateQueries({ queryKey: teamsOptions().queryKey }),
  };
  const remove = useMutation({
    mutationFn: (id: number) => sendJson("DELETE", `/api/performance/teams/${id}`),
    onSettled: common.onChanged,
  });
  return (
    <Section id="teams" title={translate("settings.teams")} note={translate("teams.note")}>
      <Loaded query={teams} skeleton={<ListSkeleton />}>
        {(list) =>
          list.teams.length === 0 ? (
            <p className="px-4 py-6 text-muted sm:px-5">{translate("teams.empty")}</p>
          ) : (
            <ul>
              {sortByName(list.teams, locale).map((team) => (
                <NamedRow
                  key={team.id}
                  {...common}
                  thing={team}
                  note={translate("teams.members", { count: team.members })}
                  action={
                    <ConfirmButton
                      label={translate("teams.delete")}
                      name={translate("teams.deleteOf", { name: team.name })}
                      question={translate("teams.deleteQuestion", { count: team.members })}
                      confirmLabel={translate("teams.delete")}
                      cancelLabel={translate("form.keep")}
                      isBusy={remove.isPending}
                      onConfirm={() => remove.mutate(team.id)}
                    />
                  }
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="px-4 sm:px-5 [&>p]:pb-4">
        <Outcome
          done={remove.isSuccess ? translate("teams.deleted") : null}
          problem={describeProblem(remove.error, translate)}
        />
      </div>
      <AddNamedItem {...common} />
    </Section>
  );
}
