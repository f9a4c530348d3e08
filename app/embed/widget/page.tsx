import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GET as getSharedWidget } from "@/app/api/performance/user/[id]/widget/route";
import { EmbeddedWidget } from "@/components/embed/embedded-widget";
import { createPageQueries } from "@/lib/api/page-queries";
import { requirePageLink } from "@/lib/auth/share-links/page-link";
import { embeddedWidgetOptions } from "@/lib/auth/share-links/reads";
import { AppError } from "@/lib/errors";
import { idParameter } from "@/lib/performance/shared/schemas";

export const metadata: Metadata = { title: "Widget" };

type Query = { user_id?: string | string[]; link?: string | string[] };

/** One member's widget alone. Without a link it waits for the token of the page around it. */
export default async function EmbeddedWidgetPage({
  searchParams,
}: {
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const userId = idParameter.safeParse(query.user_id).data ?? 0;
  const link = typeof query.link === "string" ? query.link : null;
  const { state, isRejected } = await readFigures(link, userId);
  return (
    <HydrationBoundary state={state}>
      <EmbeddedWidget userId={userId} link={link} isRejected={isRejected} />
    </HydrationBoundary>
  );
}

/** The figures that the link opens. After too many requests there are none, and the widget requests them itself. */
async function readFigures(link: string | null, userId: number) {
  if (link === null || userId === 0) {
    return { state: null, isRejected: userId === 0 };
  }
  try {
    const page = createPageQueries(await requirePageLink(link, "widget"));
    await page.prefetch(getSharedWidget, embeddedWidgetOptions(userId, { kind: "link", link }));
    return { state: dehydrate(page.queries), isRejected: false };
  } catch (error) {
    if (error instanceof AppError && ["not_found", "rate_limited"].includes(error.code)) {
      return { state: null, isRejected: error.code === "not_found" };
    }
    throw error;
  }
}
