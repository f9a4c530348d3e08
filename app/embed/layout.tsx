import type { Metadata } from "next";
import type { ReactNode } from "react";
import { QueryProvider } from "@/components/layout/query-provider";

/** The address holds the secret of a link: no other site is told it. */
export const metadata: Metadata = { referrer: "no-referrer" };

/** Pages for other sites' frames: no navigation, no session, nothing but what is shared. */
export default function EmbedLayout({ children }: { children: ReactNode }) {
  return (
    <main className="embedded">
      <QueryProvider>{children}</QueryProvider>
    </main>
  );
}
