"use client";

import { useEffect, useId, useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "./controls";

/** A secret that is shown once, ready to be copied; it may have several lines. */
export function SecretOnce({
  label,
  note,
  secret,
  onClose,
}: {
  label: string;
  note: string;
  secret: string;
  onClose: () => void;
}) {
  const { translate } = useTexts();
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const lines = secret.split("\n").length;
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    field.current?.focus();
  }, []);

  async function copy(): Promise<void> {
    field.current?.select();
    try {
      // Browsers allow this on a secure connection only; the selected text can always be copied by hand.
      await navigator.clipboard.writeText(secret);
      setIsCopied(true);
    } catch {
      field.current?.focus();
    }
  }

  const shown = {
    ref: field,
    id,
    readOnly: true,
    value: secret,
    "aria-describedby": `${id}-note`,
    onFocus: ({ target }: { target: HTMLInputElement | HTMLTextAreaElement }) => target.select(),
  };
  return (
    <div className="grid gap-2 rounded-md border border-line bg-caution-ground p-3 sm:p-4">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <p id={`${id}-note`} className="text-caution text-sm">
        {note}
      </p>
      <div className="flex flex-wrap gap-2">
        {lines === 1 ? (
          <TextField {...shown} className="min-w-0 flex-1 basis-64 font-mono" />
        ) : (
          <TextArea {...shown} rows={Math.min(2 * lines, 12)} className="basis-full font-mono" />
        )}
        <Button look="primary" onClick={() => void copy()}>
          {translate("secret.copy")}
        </Button>
        <Button onClick={onClose}>{translate("secret.close")}</Button>
      </div>
      <p role="status" className="text-positive text-sm empty:hidden">
        {isCopied ? translate("secret.copied") : null}
      </p>
    </div>
  );
}
