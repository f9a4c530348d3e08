import type { ReactNode } from "react";
import type { NavigationItem } from "@/components/layout/navigation";
import { PageLink } from "@/components/ui/page-link";
import type { Theme } from "@/lib/preferences/theme";
import { type Account, AccountMenu } from "./account-menu";
import { NavigationLinks } from "./navigation-links";
import { ProductMark } from "./product-mark";

export function SiteHeader({
  productName,
  navigation,
  account,
  theme,
  signOut,
}: {
  productName: string;
  navigation: readonly NavigationItem[];
  account: Account;
  theme: Theme | null;
  signOut: ReactNode;
}) {
  return (
    <header className="sticky top-0 z-10 border-line border-b bg-surface print:hidden">
      <div className="page-width flex h-14 items-center gap-3 sm:gap-6">
        <PageLink href="/" className="flex shrink-0 items-center gap-2 rounded-md font-semibold">
          <ProductMark />
          <span className="sr-only sm:not-sr-only">{productName}</span>
        </PageLink>
        <NavigationLinks items={navigation} />
        <div className="ml-auto">
          <AccountMenu account={account} theme={theme} signOut={signOut} />
        </div>
      </div>
    </header>
  );
}
