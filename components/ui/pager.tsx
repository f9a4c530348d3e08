"use client";

import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "./button";
import { SearchParamsLink } from "./search-params-link";

/** Links to the previous and next page of a table; the page is in the URL. Nothing for a single page. */
export function Pager({ page, pages }: { page: number; pages: number }) {
  const { translate, format } = useTexts();
  if (pages <= 1 || page > pages) {
    return null;
  }
  return (
    <nav aria-label={translate("pager.label")} className="flex items-center gap-3">
      <Step label={translate("pager.previous")} page={page > 1 ? page - 1 : null} />
      <span className="tabular-nums">
        {translate("pager.position", { page: format.count(page), pages: format.count(pages) })}
      </span>
      <Step label={translate("pager.next")} page={page < pages ? page + 1 : null} />
    </nav>
  );
}

function Step({ label, page }: { label: string; page: number | null }) {
  if (page === null) {
    return (
      <span aria-hidden="true" className={`${buttonClasses("quiet")} invisible`}>
        {label}
      </span>
    );
  }
  return (
    <SearchParamsLink
      change={{ page: page === 1 ? null : String(page) }}
      scroll={false}
      className={buttonClasses("quiet")}
    >
      {label}
    </SearchParamsLink>
  );
}
