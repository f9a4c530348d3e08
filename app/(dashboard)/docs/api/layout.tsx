import type { ReactNode } from "react";
import { OperationIndex } from "@/components/api-reference/operation-index";
import { toHead } from "@/lib/api-reference/read-operations";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { listOperations } from "./reference";

/**
 * The list is part of the layout, so that it keeps its search and is not sent again with each page. It follows the page
 * in the document, as on a phone: a page is shown while it arrives, and a list before it would push it down.
 */
export default async function ApiReferenceLayout({ children }: { children: ReactNode }) {
  await requireSessionContext();
  const operations = await listOperations();
  return (
    <div className="grid gap-8 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="min-w-0 lg:col-start-2 lg:row-start-1">{children}</div>
      <OperationIndex operations={operations.map(toHead)} />
    </div>
  );
}
