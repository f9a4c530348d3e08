"use client";

import { useQuery } from "@tanstack/react-query";
import { getTitle } from "@/components/history/entry-title";
import { useTexts } from "@/components/shared/text-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import { personName } from "@/lib/i18n/person-name";
import { unseenContestsOptions } from "@/lib/performance/contests/reads";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import { CorrectedScore } from "./contest-decision";
import { useContestChange } from "./use-contest-change";

/** Tells members about decisions of their contests, until they dismiss it. Nothing while there is nothing new. */
export function ContestNotices() {
  const { translate } = useTexts();
  const unseen = useQuery(unseenContestsOptions());
  const contests = unseen.data?.contests ?? [];
  if (contests.length === 0) return null;
  return (
    <section aria-label={translate("contests.notices")} className="mb-6 grid gap-3">
      {contests.map((contest) => (
        <ContestNotice key={contest.id} contest={contest} />
      ))}
    </section>
  );
}

function ContestNotice({ contest }: { contest: ContestResponse }) {
  const { translate } = useTexts();
  const seen = useContestChange(`/contests/${contest.id}/seen`);
  const title = getTitle(contest.entry, translate);
  const status = contest.status === "upheld" ? "upheld" : "rejected";
  return (
    <div className="panel flex flex-wrap items-center justify-between gap-x-4 gap-y-3 p-4 sm:px-5">
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <p className="font-medium">
          {translate(`contests.notice.${status}`, {
            title,
            name: contest.decided_by === null ? "" : personName(translate, contest.decided_by),
          })}
        </p>
        {contest.correction === null ? null : <CorrectedScore correction={contest.correction} />}
      </div>
      <div className="flex flex-wrap gap-2">
        <PageLink href={`/contests?contest=${contest.id}`} className={buttonClasses("quiet")}>
          {translate("contests.readMore")}
        </PageLink>
        <Button
          aria-label={translate("contests.seenName", { title })}
          disabled={seen.isPending}
          onClick={() => seen.mutate({})}
        >
          {translate("contests.seen")}
        </Button>
      </div>
    </div>
  );
}
