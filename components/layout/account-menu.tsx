"use client";

import { type ReactNode, useRef } from "react";
import type { NavigationItem } from "@/components/layout/navigation";
import { useTexts } from "@/components/shared/text-provider";
import { PageLink } from "@/components/ui/page-link";
import type { Theme } from "@/lib/preferences/theme";
import { ThemeSwitch } from "./theme-switch";

export type Account = {
  readonly displayName: string;
  readonly username: string;
  readonly organizationName: string;
  /** The pages of the account, and for administrators those of the organization. */
  readonly pages: readonly NavigationItem[];
};

const menuId = "account-menu";

/** A native popover: it opens before any script has run, and Escape or a click elsewhere closes it. */
export function AccountMenu({
  account,
  theme,
  signOut,
}: {
  account: Account;
  theme: Theme | null;
  signOut: ReactNode;
}) {
  const { translate } = useTexts();
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        popoverTarget={menuId}
        aria-label={translate("layout.accountMenu", { name: account.displayName })}
        className="grid size-8 shrink-0 place-items-center rounded-full bg-sunken font-medium text-ink text-xs hover:bg-line"
      >
        {getInitials(account.displayName)}
      </button>
      <div ref={menu} id={menuId} popover="auto" className="account-menu">
        <div className="px-3 py-2.5">
          <p className="truncate font-medium">{account.displayName}</p>
          <p className="truncate text-muted text-sm">
            {account.organizationName} · {account.username}
          </p>
        </div>
        <div className="border-line border-t p-3">
          <ThemeSwitch theme={theme} />
        </div>
        <div className="grid border-line border-t p-1.5">
          {account.pages.map(({ href, label }) => (
            <PageLink
              key={href}
              href={href}
              onNavigate={() => menu.current?.hidePopover()}
              className="rounded-md px-2 py-1.5 text-sm hover:bg-sunken"
            >
              {translate(label)}
            </PageLink>
          ))}
          {signOut}
        </div>
      </div>
    </>
  );
}

function getInitials(name: string): string {
  const words = name.split(/[\s_.-]+/).filter((word) => word !== "");
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
