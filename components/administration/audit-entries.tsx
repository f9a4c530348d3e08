"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { personName } from "@/lib/i18n/person-name";
import type {
  AuditEntryResponse,
  AuditLogResponse,
} from "@/lib/performance/administration/audit-log-schemas";
import { isAuditAction } from "@/lib/performance/domain/audit/audit-actions";
import { auditActionLabels } from "./audit-actions";
import { listDetails } from "./audit-details";

/** A list of audit entries, newest first, with a button for the next page. */
export function AuditEntries({
  log,
  emptyText,
}: {
  log: UseInfiniteQueryResult<InfiniteData<AuditLogResponse>>;
  emptyText: PlainMessageKey;
}) {
  const { translate, format } = useTexts();
  return (
    <Loaded query={log} skeleton={<ListSkeleton />}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.entries);
        if (entries.length === 0) {
          return <p className="px-4 py-6 text-muted sm:px-5">{translate(emptyText)}</p>;
        }
        return (
          <>
            <ul>
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ul>
            <footer className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-3 text-muted text-sm sm:px-5">
              <p>
                <span role="status">{translate("auditLog.shown", { count: entries.length })}</span>
                {" · "}
                {translate("history.zone", { zone: format.timeZone })}
              </p>
              {log.hasNextPage ? (
                <Button disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                  {translate(log.isFetchingNextPage ? "history.loadingMore" : "history.more")}
                </Button>
              ) : null}
            </footer>
          </>
        );
      }}
    </Loaded>
  );
}

function Entry({ entry }: { entry: AuditEntryResponse }) {
  const { translate, format } = useTexts();
  const action = isAuditAction(entry.action)
    ? translate(auditActionLabels[entry.action])
    : entry.action;
  const name =
    entry.actor === null ? translate("auditLog.service") : personName(translate, entry.actor);
  const details = listDetails(entry.detail);
  return (
    <li className="grid gap-0.5 border-line px-4 py-3 not-first:border-t sm:px-5">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{translate("auditLog.byActor", { action, name })}</span>
        <time dateTime={entry.created_at} className="text-muted text-sm tabular-nums">
          {format.dayAndTime(entry.created_at)}
        </time>
      </p>
      {entry.subject === null ? null : (
        <p className="text-sm">
          {translate("auditLog.about", { name: personName(translate, entry.subject) })}
        </p>
      )}
      {details.map((detail) => (
        <p key={detail.name} className="wrap-anywhere text-muted text-sm">
          {"from" in detail
            ? translate("auditLog.change", detail)
            : translate("auditLog.value", detail)}
        </p>
      ))}
    </li>
  );
}
