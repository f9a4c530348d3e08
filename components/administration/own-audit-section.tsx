"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { ownAuditLogOptions } from "@/lib/performance/administration/reads";
import { AuditEntries } from "./audit-entries";

/** What others changed about the reader, and the history of settings and policy. */
export function OwnAuditSection({ userId }: { userId: number }) {
  const { translate } = useTexts();
  const log = useInfiniteQuery(ownAuditLogOptions(userId));
  return (
    <Section
      id="changes"
      title={translate("auditLog.ownTitle")}
      note={translate("auditLog.ownNote")}
    >
      <AuditEntries log={log} emptyText="auditLog.ownEmpty" />
    </Section>
  );
}
