"use client";

import { useSearchParams } from "next/navigation";
import { PrintableHeading } from "@/components/shared/printable-heading";
import type { NamedTeam } from "@/components/shared/team-filter";
import { parseTeamView } from "./team-view";

/** Names the team or organization of the figures, on paper too. */
export function TeamHeading({
  teams,
  seesOneTeam,
  organizationName,
  timeZone,
}: {
  teams: readonly NamedTeam[];
  seesOneTeam: boolean;
  organizationName: string;
  timeZone: string;
}) {
  const parameters = useSearchParams();
  const { teamId } = parseTeamView((name) => parameters.get(name));
  const team = seesOneTeam ? teams[0] : teams.find(({ id }) => id === teamId);
  return (
    <PrintableHeading
      title={team?.name ?? organizationName}
      organizationName={team === undefined ? "" : organizationName}
      timeZone={timeZone}
      coversEverything
    />
  );
}
