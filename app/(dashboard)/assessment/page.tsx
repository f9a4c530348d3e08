import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GET as getNotice } from "@/app/api/performance/notice/route";
import { getTranslate } from "@/app/translate";
import { Assessment } from "@/components/notice/assessment";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { noticeRead } from "@/lib/performance/notice/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("assessment.title") };
}

export default async function AssessmentPage() {
  const context = await requireSessionContext();
  const page = createPageQueries(context);
  await page.prefetch(getNotice, noticeRead.options());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <Assessment />
    </HydrationBoundary>
  );
}
