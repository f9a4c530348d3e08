"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect } from "react";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { SearchField } from "@/components/ui/forms/search-field";
import { useDraft } from "@/components/ui/forms/use-draft";
import { replaceSearchParams, useOptimisticParam } from "@/components/ui/search-params-link";
import { membersOptions } from "@/lib/performance/members/reads";
import { MAX_SEARCH_LENGTH } from "@/lib/performance/shared/search-limit";
import { MembersTable } from "./members-table";
import { parseMembersView } from "./members-view";

const pauseMilliseconds = 250;

/** All members of the organization, also deactivated ones. */
export function MembersSection() {
  const { translate } = useTexts();
  const parameters = useSearchParams();
  const view = parseMembersView((name) => parameters.get(name));
  const members = useInfiniteQuery({
    ...membersOptions(view),
    placeholderData: keepPreviousData,
  });
  return (
    <Section
      id="members"
      title={translate("settings.members")}
      note={translate("members.note")}
      aside={
        <div className="flex w-full flex-wrap gap-2 sm:w-auto">
          <MemberSearch search={view.search} />
          <a href="#new-member" className={buttonClasses("quiet")}>
            {translate("members.add")}
          </a>
          <a href="#import-members" className={buttonClasses("quiet")}>
            {translate("members.file.title")}
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
                <MembersTable members={found} sorting={view.sorting} />
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

/** The search, in the URL when the typing pauses or the field is left. */
function MemberSearch({ search }: { search: string }) {
  const { translate } = useTexts();
  const [current, choose] = useOptimisticParam(search);
  const [draft, keepDraft] = useDraft<string, string>(current);
  const text = draft ?? current;
  const wanted = text.trim();
  const show = useCallback(() => {
    if (wanted !== current) {
      keepDraft(text, wanted);
      choose(wanted, () => replaceSearchParams({ search: wanted === "" ? null : wanted }));
    }
  }, [text, wanted, current, keepDraft, choose]);
  useEffect(() => {
    const timer = setTimeout(show, pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [show]);
  return (
    <div className="min-w-0 flex-1 basis-48 sm:w-64 sm:flex-none">
      <SearchField
        label={translate("members.search")}
        value={text}
        onChange={keepDraft}
        // A later change of the URL would cancel the navigation to another page.
        onBlur={show}
        maxLength={MAX_SEARCH_LENGTH}
      />
    </div>
  );
}
