import type { ReactNode } from "react";
import { OperationIndex } from "@/components/api-reference/operation-index";
import { toHead } from "@/lib/api-reference/read-operations";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { listOperations } from "./reference";

/**
 * The list stays while one reads on: what was searched for is kept, and nothing of it is sent again. It comes after what is
 * read, as it stands on a phone: a page is shown while it comes, and what came first would be pushed down.
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
