"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { PageLink } from "@/components/ui/page-link";
import { SortHeader } from "@/components/ui/sort-header";
import type { Sorting } from "@/components/ui/sorting";
import { personName } from "@/lib/i18n/person-name";
import { roleLabels } from "@/lib/i18n/role-labels";
import type { MemberResponse } from "@/lib/performance/members/schemas";
import { membersByName } from "./members-view";

const cell = "px-2 py-3 align-baseline last:pr-4 sm:px-3 sm:last:pr-5";

/** The server sorts, because it has all members. */
export function MembersTable({
  members,
  sorting,
}: {
  members: readonly MemberResponse[];
  sorting: Sorting;
}) {
  const { translate } = useTexts();
  const shared = { sorting, defaultSorting: membersByName };
  return (
    <table className="w-full table-fixed">
      <caption className="sr-only">{translate("members.caption")}</caption>
      <thead className="text-left text-muted text-xs">
        <tr>
          <SortHeader
            {...shared}
            column="name"
            label="member.displayName"
            className="pl-4 sm:pl-5"
          />
          <SortHeader {...shared} column="role" label="member.role" className="w-24 sm:w-36" />
          <SortHeader {...shared} column="team" label="member.team" className="w-24 sm:w-44" />
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </tbody>
    </table>
  );
}

function MemberRow({ member }: { member: MemberResponse }) {
  const { translate } = useTexts();
  return (
    <tr className="border-line border-t hover:bg-canvas">
      <th scope="row" className={clsx(cell, "pl-4 text-left font-normal sm:pl-5")}>
        <span className="flex flex-wrap items-baseline gap-x-2">
          <PageLink
            href={`/settings/organization/members/${member.id}`}
            className={clsx(
              "wrap-anywhere rounded-sm font-medium underline decoration-line-strong/50 underline-offset-3 hover:decoration-ink",
              !member.is_active && "text-muted",
            )}
          >
            {personName(translate, member)}
          </PageLink>
          <MemberSummaryWithRank member={member} />
        </span>
        <span className="wrap-anywhere flex flex-wrap gap-x-2 text-muted text-sm">
          <span>{member.username}</span>
          {member.email === null ? null : <span className="hidden sm:inline">{member.email}</span>}
        </span>
      </th>
      <td className={clsx(cell, "hyphens-auto text-muted text-xs sm:text-sm")}>
        {translate(roleLabels[member.role])}
      </td>
      <td className={clsx(cell, "wrap-anywhere text-muted text-xs sm:text-sm")}>
        {member.team ?? translate("member.noTeam")}
      </td>
    </tr>
  );
}

/** Why a member cannot sign in. */
function MemberSummaryWithRank({ member }: { member: MemberResponse }) {
  const { translate } = useTexts();
  if (!member.is_active) {
    return (
      <Badge>
        {translate(member.erased_at === null ? "members.deactivated" : "erasure.badge")}
      </Badge>
    );
  }
  return member.has_password ? null : (
    <Badge tone="caution">{translate("members.noPassword")}</Badge>
  );
}
