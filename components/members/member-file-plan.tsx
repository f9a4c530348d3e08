"use client";

import { ServerSentence } from "@/components/shared/server-sentence";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { roleLabels } from "@/lib/i18n/role-labels";
import type { MemberFilePerson, MemberFileResult } from "@/lib/performance/imports/members/schemas";

const mostShown = 50;

/** Rejected rows need a reader first. */
const order = ["rejected", "new", "present"] as const;

const resultLabels = {
  new: "members.file.new",
  present: "members.file.present",
  rejected: "members.file.rejected",
} as const satisfies Record<MemberFilePerson["result"], PlainMessageKey>;

/** What becomes, or became, of each row of a file of people. */
export function MemberFilePlan({ result }: { result: MemberFileResult }) {
  const { translate, format } = useTexts();
  const people = order.flatMap((kind) => result.people.filter((one) => one.result === kind));
  const names = (list: readonly string[]) => list.map((name) => `“${name}”`).join(", ");
  return (
    <div className="grid gap-3">
      <p role="status" className="font-medium">
        {translate("members.file.counts", {
          added: format.count(result.new),
          present: format.count(result.present),
          rejected: format.count(result.rejected),
        })}
      </p>
      <ul className="grid gap-1 text-muted text-sm empty:hidden">
        {result.new_teams.length === 0 ? null : (
          <li>{translate("members.file.newTeams", { names: names(result.new_teams) })}</li>
        )}
        {result.new_skills.length === 0 ? null : (
          <li>{translate("members.file.newSkills", { names: names(result.new_skills) })}</li>
        )}
        {result.ignored_columns.length === 0 ? null : (
          <li>{translate("members.file.ignored", { names: names(result.ignored_columns) })}</li>
        )}
      </ul>
      <ul className="grid">
        {people.slice(0, mostShown).map((person) => (
          <PersonRow key={person.row} person={person} />
        ))}
      </ul>
      {people.length <= mostShown ? null : (
        <p className="text-muted text-sm">
          {translate("members.file.rest", { count: format.count(people.length - mostShown) })}
        </p>
      )}
    </div>
  );
}

function PersonRow({ person }: { person: MemberFilePerson }) {
  const { translate, format } = useTexts();
  const { row, result, username, email, display_name: name, role, team, reasons } = person;
  const title = name ?? username ?? email;
  const details = [
    ...[username, email].filter((text) => text !== null && text !== title),
    ...(role === null ? [] : [translate(roleLabels[role])]),
    ...(team === null ? [] : [team]),
    ...person.skills.map((skill) => `${skill.name} ${skill.level}`),
  ];
  return (
    <li className="grid gap-0.5 border-line border-t py-2 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-muted">{translate("imports.row", { row: format.count(row) })}</span>
        <span className="wrap-anywhere font-medium">{title}</span>
        <Badge tone={result === "rejected" ? "caution" : "neutral"}>
          {translate(resultLabels[result])}
        </Badge>
      </p>
      {details.length === 0 ? null : (
        <p className="wrap-anywhere text-muted">{details.join(" · ")}</p>
      )}
      {reasons.length === 0 ? null : (
        <p className="wrap-anywhere">
          <ServerSentence text={reasons.join(" ")} />
        </p>
      )}
    </li>
  );
}
