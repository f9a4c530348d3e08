"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Chevron } from "@/components/ui/chevron";
import { PageLink } from "@/components/ui/page-link";

/** Says that this is another member's page, and that the member can see who viewed it. */
export function ViewingNotice({ name }: { name: string }) {
  const { translate } = useTexts();
  return (
    <div className="mb-5 grid justify-items-start gap-4">
      <PageLink
        href="/team"
        className="inline-flex items-center gap-1.5 rounded-sm text-muted text-sm hover:text-ink"
      >
        <Chevron className="rotate-180" />
        {translate("viewing.back")}
      </PageLink>
      <p className="w-full rounded-md bg-caution-ground px-3 py-2 text-caution text-sm">
        {translate("viewing.note", { name })}
      </p>
    </div>
  );
}
