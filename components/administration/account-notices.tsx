"use client";

import { useTexts } from "@/components/shared/text-provider";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { AccountNotice } from "@/lib/performance/administration/audit-log-schemas";

const texts = {
  reset_link: "accountNotices.resetLink",
  token: "accountNotices.token",
  export: "accountNotices.export",
  policy: "accountNotices.policy",
  privacy_mode: "accountNotices.privacyMode",
  decision: "accountNotices.decision",
} as const;

/** Where a member reads more; the other kinds are about access, with one advice for all. */
const pages = [
  { href: "/assessment", label: "assessment.title", kinds: ["policy", "privacy_mode"] },
  { href: "/decisions", label: "decisions.title", kinds: ["decision"] },
] as const satisfies readonly {
  href: string;
  label: PlainMessageKey;
  kinds: readonly AccountNotice["kind"][];
}[];

const isAboutAccess = ({ kind }: AccountNotice) =>
  kind === "reset_link" || kind === "token" || kind === "export";

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
      {pages
        .filter(({ kinds }) => notices.some(({ kind }) => kinds.some((one) => one === kind)))
        .map(({ href, label }) => (
          <p key={href} className="text-sm">
            <PageLink className={textLinkClasses} href={href}>
              {translate(label)}
            </PageLink>
          </p>
        ))}
      {notices.some(isAboutAccess) ? (
        <p className="text-muted text-sm">
          {translate("accountNotices.advice")}{" "}
          <PageLink href="/settings#changes">{translate("auditLog.ownTitle")}</PageLink>
        </p>
      ) : null}
    </section>
  );
}
