"use client";

import { useId } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Select } from "@/components/ui/forms/controls";
import { pushSearchParams } from "@/components/ui/search-params-link";

export type NamedTeam = { readonly id: number; readonly name: string };

/** The team of the figures, in the URL. */
export function TeamFilter({
  teams,
  teamId,
}: {
  teams: readonly NamedTeam[];
  teamId: number | null;
}) {
  const { translate } = useTexts();
  const id = useId();
  return (
    <div className="flex items-center gap-2 print:hidden">
      <label htmlFor={id} className="text-muted text-sm">
        {translate("team.filter")}
      </label>
      <Select
        id={id}
        value={teamId === null ? "" : String(teamId)}
        onChange={({ target }) =>
          pushSearchParams({
            team: target.value === "" ? null : target.value,
            page: null,
            compare: null,
          })
        }
      >
        <option value="">{translate("team.all")}</option>
        {teams.map(({ id: value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}
