"use client";

import { useTexts } from "@/components/shared/text-provider";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import type { AccountNotice } from "@/lib/performance/administration/audit-log-schemas";

const texts = {
  reset_link: "accountNotices.resetLink",
  token: "accountNotices.token",
  export: "accountNotices.export",
  policy: "accountNotices.policy",
  privacy_mode: "accountNotices.privacyMode",
} as const;

const isAboutRules = ({ kind }: AccountNotice) => kind === "policy" || kind === "privacy_mode";

/** Tells members what others did with their access and data, and which rules changed. Else nothing. */
export function AccountNotices({ notices }: { notices: readonly AccountNotice[] }) {
  const { translate, format } = useTexts();
  if (notices.length === 0) return null;
  return (
    <section
      aria-label={translate("accountNotices.title")}
      className="panel mb-6 grid gap-1 p-4 sm:px-5"
    >
      {notices.map(({ kind, by, at }) => (
        <p key={`${kind} ${at}`} className="font-medium">
          {translate(texts[kind], {
            name: by ?? translate("accessLog.operator"),
            at: format.dayAndTime(at),
          })}
        </p>
      ))}
      {notices.some(isAboutRules) ? (
        <p className="text-sm">
          <PageLink className={textLinkClasses} href="/assessment">
            {translate("assessment.title")}
          </PageLink>
        </p>
      ) : null}
      {notices.every(isAboutRules) ? null : (
        <p className="text-muted text-sm">
          {translate("accountNotices.advice")}{" "}
          <PageLink href="/settings#changes">{translate("auditLog.ownTitle")}</PageLink>
        </p>
      )}
    </section>
  );
}
