import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sendJson } from "@/lib/http/send-json";
import { importRead, importsRead } from "@/lib/performance/imports/reads";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import type { SentSettings } from "@/lib/performance/imports/settings-schemas";

export type ImportChange =
  | { readonly action: "run" | "cancel" | "undo" }
  | { readonly action: "change"; readonly settings: SentSettings };

/** Changes an import. The response replaces what the page shows. */
export function useImportChange(id: number) {
  const queries = useQueryClient();
  const url = `/api/performance/imports/${id}`;
  return useMutation({
    mutationFn: (change: ImportChange) =>
      change.action === "change"
        ? sendJson<ImportDetail>("PATCH", url, change.settings)
        : sendJson<ImportDetail>("POST", `${url}/${change.action}`),
    onSuccess: (changed) => {
      queries.setQueryData(importRead.options({ id }).queryKey, changed);
      void queries.invalidateQueries({ queryKey: importsRead.pages().queryKey });
    },
    // Another administrator may have changed it: then the page must show what it is.
    onError: () => queries.invalidateQueries({ queryKey: importRead.options({ id }).queryKey }),
  });
}

export type ImportMutation = ReturnType<typeof useImportChange>;
