"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useTexts } from "@/components/layout/text-provider";
import { Loaded } from "@/components/performance/loaded";
import { Section } from "@/components/settings/section";
import { ListSkeleton } from "@/components/settings/skeletons";
import { useChangedAddress } from "@/components/ui/address-link";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClasses } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import { SearchField } from "@/components/ui/search-field";
import { membersOptions } from "@/lib/organization-query-options";
import type { MemberShown } from "@/lib/performance/schemas/members";
import { personName } from "@/lib/person-name";
import { roleLabels } from "@/lib/role-labels";

const pauseMilliseconds = 250;

/** Everybody of the organization, those who were deactivated too. */
export function MembersSection() {
  const { translate } = useTexts();
  const search = (useSearchParams().get("search") ?? "").trim().slice(0, 200);
  const members = useInfiniteQuery({
    ...membersOptions(search),
    placeholderData: keepPreviousData,
  });
  return (
    <Section
      id="members"
      title={translate("settings.members")}
      note={translate("members.note")}
      aside={
        <div className="flex w-full flex-wrap gap-2 sm:w-auto">
          <MemberSearch search={search} />
          <a href="#new-member" className={buttonClasses("quiet")}>
            {translate("members.add")}
          </a>
        </div>
      }
    >
      <Loaded query={members} skeleton={<ListSkeleton />}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.members);
          return (
            <div
              aria-busy={members.isPlaceholderData}
              className={clsx(members.isPlaceholderData && "opacity-60")}
            >
              {found.length === 0 ? (
                <p className="px-4 py-6 text-muted sm:px-5">{translate("members.noneFound")}</p>
              ) : (
                <ul>
                  {found.map((member) => (
                    <MemberRow key={member.id} member={member} />
                  ))}
                </ul>
              )}
              <footer className="flex min-h-14 flex-wrap items-center justify-between gap-3 border-line border-t px-4 py-3 text-muted text-sm sm:px-5">
                <p role="status">
                  {translate(members.hasNextPage ? "members.shownSoFar" : "members.shown", {
                    count: found.length,
                  })}
                </p>
                {members.hasNextPage ? (
                  <Button
                    disabled={members.isFetchingNextPage}
                    onClick={() => void members.fetchNextPage()}
                  >
                    {translate(members.isFetchingNextPage ? "history.loadingMore" : "history.more")}
                  </Button>
                ) : null}
              </footer>
            </div>
          );
        }}
      </Loaded>
    </Section>
  );
}

/** What is searched for stands in the address, once whoever types pauses. */
function MemberSearch({ search }: { search: string }) {
  const { translate } = useTexts();
  const changed = useChangedAddress();
  const [typed, setTyped] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className="min-w-0 flex-1 basis-48 sm:w-64 sm:flex-none">
      <SearchField
        label={translate("members.search")}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            const wanted = text.trim();
            const address = changed({ search: wanted === "" ? null : wanted });
            window.history.replaceState(null, "", address);
          }, pauseMilliseconds);
        }}
      />
    </div>
  );
}

function MemberRow({ member }: { member: MemberShown }) {
  const { translate } = useTexts();
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-line px-4 py-3 not-first:border-t hover:bg-canvas sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <PageLink
            href={`/settings/organization/members/${member.id}`}
            className={clsx(
              "wrap-anywhere rounded-sm font-medium underline decoration-line-strong/50 underline-offset-3 hover:decoration-ink",
              !member.is_active && "text-muted",
            )}
          >
            {personName(translate, member)}
          </PageLink>
          {member.is_active ? null : (
            <Badge>
              {translate(member.erased_at === null ? "members.deactivated" : "erasure.badge")}
            </Badge>
          )}
          {member.is_active && !member.has_password ? (
            <Badge tone="caution">{translate("members.noPassword")}</Badge>
          ) : null}
        </p>
        <p className="wrap-anywhere text-muted text-sm">
          {member.username}
          {member.email === null ? null : ` · ${member.email}`}
        </p>
      </div>
      <p className="text-muted text-sm sm:text-right">
        {translate(roleLabels[member.role])} · {member.team ?? translate("member.noTeam")}
      </p>
    </li>
  );
}
