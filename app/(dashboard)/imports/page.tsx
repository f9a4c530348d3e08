import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { GET as listMappings } from "@/app/api/performance/import-mappings/route";
import { GET as getImport } from "@/app/api/performance/imports/[id]/route";
import { GET as listImports } from "@/app/api/performance/imports/route";
import { getTranslate } from "@/app/translate";
import { FirstSteps } from "@/components/administration/first-steps";
import { Imports } from "@/components/imports/imports";
import { parseImportId } from "@/components/imports/imports-view";
import { NotAllowed } from "@/components/layout/not-allowed";
import { readerOf } from "@/components/shared/search-parameters";
import { createPageQueries } from "@/lib/api/page-queries";
import { findFirstSteps } from "@/lib/performance/administration/find-first-steps";
import { importRead, importsRead, mappingsRead } from "@/lib/performance/imports/reads";

type Parameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("imports.title") };
}

export default async function ImportsPage({ searchParams }: { searchParams: Parameters }) {
  const context = await findAdministrator();
  if (context === null) return <NotAllowed />;
  const id = parseImportId(readerOf(await searchParams));
  const page = createPageQueries(context);
  const loaded = await loadOrForbidden(async () => {
    await page.prefetch(listMappings, mappingsRead.options());
    if (id === null) await page.prefetchPages(listImports, importsRead.pages());
    else await page.prefetch(getImport, importRead.options({ id }));
  });
  if (loaded === null) return <NotAllowed />;
  const steps = id === null ? await findFirstSteps(context) : null;
  const translate = await getTranslate();
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <h1 className="mb-1 font-semibold text-2xl">{translate("imports.title")}</h1>
      <p className="mb-6 text-muted">{translate("imports.scope")}</p>
      <div className="grid grid-cols-1 gap-6">
        <FirstSteps steps={steps} />
        <Imports />
      </div>
    </HydrationBoundary>
  );
}
