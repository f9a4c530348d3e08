import type { Metadata } from "next";
import { EmbeddedWidget } from "@/components/embed/embedded-widget";
import { requirePageLink } from "@/lib/auth/share-links/page-link";
import type { SharedWidget } from "@/lib/auth/share-links/schemas";
import { AppError } from "@/lib/errors";
import { idParameter } from "@/lib/performance/shared/schemas";
import { getSharedWidget } from "@/lib/performance/summaries/get-shared-widget";

export const metadata: Metadata = { title: "Widget" };

type Query = { user_id?: string | string[]; link?: string | string[] };

/** One member's widget alone. Without a link it waits for the token that the page around it hands over. */
export default async function EmbeddedWidgetPage({
  searchParams,
}: {
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const userId = idParameter.safeParse(query.user_id).data ?? 0;
  const link = typeof query.link === "string" ? query.link : null;
  const { figures, isRejected } = await readFigures(link, userId);
  return <EmbeddedWidget userId={userId} link={link} initial={figures} isRejected={isRejected} />;
}

type Read = { readonly figures: SharedWidget | null; readonly isRejected: boolean };

/** What the link opens. Where too many ask with it the widget comes without figures, and asks again by itself. */
async function readFigures(link: string | null, userId: number): Promise<Read> {
  if (link === null) {
    return { figures: null, isRejected: userId === 0 };
  }
  try {
    const context = await requirePageLink(link, "widget");
    return { figures: await getSharedWidget(context, { userId }), isRejected: false };
  } catch (error) {
    if (error instanceof AppError && ["not_found", "rate_limited"].includes(error.code)) {
      return { figures: null, isRejected: error.code === "not_found" };
    }
    throw error;
  }
}
