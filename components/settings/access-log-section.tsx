"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { personName } from "@/lib/i18n/person-name";
import type { UserAccessLog } from "@/lib/performance/privacy/access-log-schemas";
import { accessLogOptions } from "@/lib/performance/privacy/reads";
import { getSurfaceLabel } from "./surface-labels";

type MemberView = UserAccessLog["entries"][number];

const subjectLabels = {
  member: "accessLog.ofYou",
  team: "accessLog.ofTeam",
  organization: "accessLog.ofOrganization",
} as const;

const cell = "px-2 py-2 align-baseline sm:px-3";

/** Views of the reader's figures, and of the figures that include them. */
export function AccessLogSection({ userId }: { userId: number }) {
  const { translate, format } = useTexts();
  const looks = useInfiniteQuery(accessLogOptions(userId));
  return (
    <Section
      id="access-log"
      title={translate("accessLog.title")}
      note={translate("accessLog.note")}
    >
      <Loaded query={looks} skeleton={<ListSkeleton />}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          if (entries.length === 0) {
            return <p className="px-4 py-6 text-muted sm:px-5">{translate("accessLog.empty")}</p>;
          }
          return (
            <>
              <LooksTable entries={entries} />
              <footer className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-3 text-muted text-sm sm:px-5">
                <p>
                  <span role="status">
                    {translate("accessLog.shown", { count: entries.length })}
                  </span>
                  {" · "}
                  {translate("history.zone", { zone: format.timeZone })}
                </p>
                {looks.hasNextPage ? (
                  <Button
                    disabled={looks.isFetchingNextPage}
                    onClick={() => void looks.fetchNextPage()}
                  >
                    {translate(looks.isFetchingNextPage ? "history.loadingMore" : "history.more")}
                  </Button>
                ) : null}
              </footer>
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function LooksTable({ entries }: { entries: readonly MemberView[] }) {
  const { translate, format } = useTexts();
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{translate("accessLog.caption")}</caption>
      <thead className="text-left text-muted text-xs">
        <tr>
          <th scope="col" className="py-2 pr-2 pl-4 font-medium sm:pl-5">
            {translate("accessLog.who")}
          </th>
          <th scope="col" className={`${cell} font-medium`}>
            {translate("accessLog.what")}
          </th>
          <th scope="col" className={`${cell} pr-4 text-right font-medium sm:pr-5`}>
            {translate("accessLog.when")}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((look) => {
          const surface = getSurfaceLabel(look.surface);
          return (
            <tr key={look.id} className="border-line border-t">
              <th
                scope="row"
                className="py-2 pr-2 pl-4 text-left align-baseline font-medium sm:pl-5"
              >
                {look.viewer === null
                  ? translate("accessLog.operator")
                  : personName(translate, look.viewer)}
              </th>
              <td className={cell}>
                {surface === null ? look.surface : translate(surface)}{" "}
                <span className="text-muted">· {translate(subjectLabels[look.subject])}</span>
              </td>
              <td className={`${cell} pr-4 text-right tabular-nums sm:whitespace-nowrap sm:pr-5`}>
                {format.dayAndTime(look.looked_at)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
