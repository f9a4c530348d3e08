"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { mappingsRead } from "@/lib/performance/imports/reads";

export const mappingsUrl = "/api/performance/import-mappings";

/** The mappings that were saved. A new one is saved while an import is checked. */
export function SavedMappings() {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const { data } = useQuery(mappingsRead.options());
  const remove = useMutation({
    mutationFn: (id: number) => sendJson("DELETE", `${mappingsUrl}/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: mappingsRead.options().queryKey }),
  });
  if (data === undefined || data.mappings.length === 0) return null;
  return (
    <Section id="saved-mappings" title={translate("imports.savedMappings")}>
      <ul>
        {data.mappings.map(({ id, name, version }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line px-4 py-3 not-first:border-t sm:px-5"
          >
            <span className="wrap-anywhere font-medium">{name}</span>
            <span className="text-muted text-sm">{translate("imports.version", { version })}</span>
            <ConfirmButton
              isBusy={remove.isPending}
              label={translate("imports.deleteMapping")}
              question={translate("imports.deleteMappingQuestion", { name })}
              confirmLabel={translate("imports.deleteMapping")}
              cancelLabel={translate("form.keep")}
              onConfirm={() => remove.mutate(id)}
            />
          </li>
        ))}
      </ul>
      <p role="alert" className="px-4 text-negative text-sm empty:hidden sm:px-5">
        {describeProblem(remove.error, translate)}
      </p>
    </Section>
  );
}
