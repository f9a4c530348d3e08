"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";

/** Asks for confirmation in place, before an action that cannot be undone. */
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
  /** The full name, where several buttons of the page have the same label. */
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
          // The second click of a double click would confirm an unread question.
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
