"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/forms/controls";
import { Form, getText } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { MAX_MAPPING_NAME_LENGTH } from "@/lib/performance/imports/mapping-rules";
import { mappingsRead } from "@/lib/performance/imports/reads";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import { mappingsUrl } from "./saved-mappings";
import type { ImportMutation } from "./use-import-change";

type SavedName = { readonly id: number; readonly name: string };

/** Keeps a mapping of your own for the next file with these columns. A known name gets a new version. */
export function SaveMapping({
  one,
  saved,
  change,
}: {
  one: ImportDetail;
  saved: readonly SavedName[];
  change: ImportMutation;
}) {
  const { translate } = useTexts();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (name: string) => {
      const known = saved.find((other) => other.name.toLowerCase() === name.toLowerCase());
      const body = { name, ...toContent(one) };
      return known === undefined
        ? sendJson<SavedName>("POST", mappingsUrl, body)
        : sendJson<SavedName>("PATCH", `${mappingsUrl}/${known.id}`, body);
    },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: mappingsRead.options().queryKey });
      change.mutate({ action: "change", settings: { mapping_id: id } });
    },
  });
  if (!one.settings.mapping || one.mapping_id !== null || one.problem !== null) return null;
  return (
    <Form
      label={translate("imports.saveMapping")}
      className="flex flex-wrap items-end gap-3"
      error={save.error}
      onSubmit={(fields) => save.mutate(getText(fields, "mapping_name"))}
    >
      <FormField label={translate("imports.mappingName")}>
        {(aria) => (
          <TextField
            {...aria}
            name="mapping_name"
            required
            maxLength={MAX_MAPPING_NAME_LENGTH}
            autoComplete="off"
          />
        )}
      </FormField>
      <Button type="submit" className="min-h-9" disabled={save.isPending || change.isPending}>
        {translate("imports.saveMapping")}
      </Button>
      <p className="text-muted text-sm">{translate("imports.saveMappingNote")}</p>
      <p role="alert" className="text-negative text-sm empty:hidden">
        {describeProblem(save.error, translate)}
      </p>
    </Form>
  );
}

/** What was chosen about dates belongs to it, so that a part of a file is read as the whole. */
function toContent({ settings, recognized }: ImportDetail) {
  const { aliases: _aliases, ...mapping } = settings.mapping ?? { columns: {} };
  const { date_order, decimal, due_midnight, time_zone, latest_by, clear_empty } = settings;
  return {
    mapping: {
      ...mapping,
      ...(date_order && { date_order }),
      ...(decimal && { decimal }),
      ...(due_midnight && { due_midnight }),
      ...(time_zone && { time_zone }),
      ...(latest_by && { latest_by }),
      ...(clear_empty !== undefined && { clear_empty }),
    },
    columns: [...new Set(recognized?.columns)],
  };
}
