import type { ReactNode } from "react";
import { DashboardFrame } from "@/app/dashboard-frame";
import { OperationIndex } from "@/components/api-reference/operation-index";
import { toHead } from "@/lib/api-reference/read-operations";
import { findSessionContext } from "@/lib/auth/sessions/page-session";
import { listOperations } from "./reference";
import { VisitorFrame } from "./visitor-frame";

/**
 * Readable without signing in, as the document of the API is. The list is part of the layout, so that it keeps its
 * search and is not sent again with each page. It follows the page in the document, as on a phone: a page is shown
 * while it arrives, and a list before it would push it down.
 */
export default async function ApiReferenceLayout({ children }: { children: ReactNode }) {
  const [context, operations] = await Promise.all([findSessionContext(), listOperations()]);
  const page = (
    <div className="grid gap-8 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="min-w-0 lg:col-start-2 lg:row-start-1">{children}</div>
      <OperationIndex operations={operations.map(toHead)} />
    </div>
  );
  if (context !== null) return <DashboardFrame context={context}>{page}</DashboardFrame>;
  return <VisitorFrame>{page}</VisitorFrame>;
}
