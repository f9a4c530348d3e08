"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";

/** Asks once more, in place, before doing what cannot be taken back. */
export function ConfirmButton({
  label,
  name,
  question,
  confirmLabel,
  cancelLabel,
  look = "danger",
  isBusy,
  onConfirm,
}: {
  label: string;
  /** In full, where several of the same label are on a page. */
  name?: string;
  question: string;
  confirmLabel: string;
  cancelLabel: string;
  look?: "danger" | "primary";
  isBusy: boolean;
  onConfirm: () => void;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) {
      confirm.current?.focus();
    } else if (wasAsking.current) {
      first.current?.focus();
    }
    wasAsking.current = isAsking;
  }, [isAsking]);

  if (!isAsking) {
    return (
      <Button ref={first} aria-label={name} disabled={isBusy} onClick={() => setIsAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="float-left mr-1 text-sm">{question}</legend>
      <Button
        ref={confirm}
        look={look}
        disabled={isBusy}
        onClick={({ detail }) => {
          // The second click of a double one answers a question that nobody has read.
          if (detail > 1) {
            return;
          }
          setIsAsking(false);
          onConfirm();
        }}
      >
        {confirmLabel}
      </Button>
      <Button onClick={() => setIsAsking(false)}>{cancelLabel}</Button>
    </fieldset>
  );
}
