"use client";

import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import * as z from "zod/mini";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/forms/controls";
import { Outcome, RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { printableField } from "@/lib/performance/shared/text-rules";

export type NamedItem = { readonly id: number; readonly name: string };

/** The texts that differ between teams and skills. */
export type NamedTexts = {
  readonly add: PlainMessageKey;
  readonly newName: PlainMessageKey;
  readonly taken: PlainMessageKey;
};

type Common = {
  readonly address: string;
  readonly longest: number;
  readonly texts: NamedTexts;
  /** Loads the list again. */
  readonly onChanged: () => Promise<unknown>;
};

function useNameForm(longest: number, error: Error | null) {
  const rules = useMemo(
    () =>
      z.object({
        name: printableField(longest),
      }),
    [longest],
  );
  return useRuledForm({ rules, error });
}

/** Adds a team or skill. */
export function AddNamedItem({ address, longest, texts, onChanged }: Common) {
  const { translate } = useTexts();
  const add = useMutation({
    mutationFn: (name: string) => sendJson<NamedItem>("POST", address, { name }),
    onSuccess: onChanged,
  });
  const form = useNameForm(longest, add.error);
  return (
    <RuledForm
      form={form}
      label={translate(texts.add)}
      className="grid gap-3 border-line border-t p-4 sm:p-5"
      onSubmit={({ name }) => add.mutate(name, { onSuccess: () => form.reset() })}
      error={add.error}
    >
      <NameField
        label={translate(texts.newName)}
        longest={longest}
        field={form.register("name")}
        isInvalid={form.isInvalid("name")}
      />
      <SubmitRow
        label={translate(texts.add)}
        busyLabel={translate("form.saving")}
        isBusy={add.isPending}
        done={add.isSuccess ? translate("named.added", { name: add.data.name }) : null}
        problem={describeProblem(add.error, translate, { 409: texts.taken })}
      />
    </RuledForm>
  );
}

/** A team or skill, which can be renamed in place. */
export function NamedRow({
  thing,
  note,
  action,
  ...common
}: Common & { thing: NamedItem; note?: string; action?: ReactNode }) {
  const { translate } = useTexts();
  const [isRenaming, setIsRenaming] = useState(false);
  const [wasRenamed, setWasRenamed] = useState(false);
  const row =
    "flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line px-4 py-3 not-first:border-t sm:px-5";
  if (isRenaming) {
    return (
      <li className={row}>
        <Rename
          {...common}
          thing={thing}
          onEnd={(isDone) => {
            setIsRenaming(false);
            setWasRenamed(isDone);
          }}
        />
      </li>
    );
  }
  return (
    <li className={row}>
      <div className="min-w-0">
        <p className="wrap-anywhere font-medium">{thing.name}</p>
        {note === undefined ? null : <p className="text-muted text-sm">{note}</p>}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Outcome done={wasRenamed ? translate("form.saved") : null} problem={null} />
        <Button
          aria-label={translate("named.renameOf", { name: thing.name })}
          onClick={() => setIsRenaming(true)}
        >
          {translate("named.rename")}
        </Button>
        {action}
      </div>
    </li>
  );
}

function Rename({
  address,
  longest,
  texts,
  onChanged,
  thing,
  onEnd,
}: Common & { thing: NamedItem; onEnd: (isDone: boolean) => void }) {
  const { translate } = useTexts();
  const rename = useMutation({
    mutationFn: (name: string) => sendJson("PATCH", `${address}/${thing.id}`, { name }),
    onSuccess: async () => {
      await onChanged();
      onEnd(true);
    },
  });
  const form = useNameForm(longest, rename.error);
  const { setFocus } = form;
  // After the click on Rename, the next step is typing.
  useEffect(() => setFocus("name"), [setFocus]);
  return (
    <RuledForm
      form={form}
      label={translate("named.renameOf", { name: thing.name })}
      className="grid w-full gap-3"
      onSubmit={({ name }) => rename.mutate(name)}
      error={rename.error}
    >
      <NameField
        label={translate("named.nameOf", { name: thing.name })}
        longest={longest}
        field={form.register("name")}
        isInvalid={form.isInvalid("name")}
        stored={thing.name}
      />
      <SubmitRow
        label={translate("form.save")}
        busyLabel={translate("form.saving")}
        isBusy={rename.isPending}
        problem={describeProblem(rename.error, translate, { 409: texts.taken })}
      >
        <Button onClick={() => onEnd(false)}>{translate("form.cancel")}</Button>
      </SubmitRow>
    </RuledForm>
  );
}

function NameField({
  label,
  longest,
  field,
  isInvalid,
  stored,
}: {
  label: string;
  longest: number;
  field: UseFormRegisterReturn;
  isInvalid: boolean;
  stored?: string;
}) {
  const { translate } = useTexts();
  return (
    <FormField
      label={label}
      error={isInvalid ? translate("named.invalid", { longest }) : null}
      className="max-w-md"
    >
      {(aria) => (
        <TextField
          {...aria}
          {...field}
          required
          maxLength={longest}
          defaultValue={stored}
          autoComplete="off"
          className="max-sm:text-lg"
        />
      )}
    </FormField>
  );
}
