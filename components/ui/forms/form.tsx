"use client";

import { type Mutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

/**
 * Focuses the first invalid field after an error. Without scripts the browser posts it, so that no typed text ends in a
 * URL.
 */
export function Form({
  onSubmit,
  className,
  label,
  error = null,
  children,
}: {
  onSubmit: (fields: FormData, form: HTMLFormElement) => void;
  className?: string;
  /** The name of the form, where no heading has it. */
  label?: string;
  /** The error of the last request. */
  error?: Error | null;
  children: ReactNode;
}) {
  const frame = useRef<HTMLFormElement>(null);
  const sendOnce = useSendOnce();
  useEffect(() => {
    if (error !== null) {
      frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [error]);
  return (
    <form
      ref={frame}
      method="post"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        sendOnce(() => onSubmit(new FormData(form), form));
      }}
      className={className ?? "grid gap-4"}
    >
      {children}
    </form>
  );
}

/** Sends nothing while a request is pending: a second press can be faster than the disabled state of the button. */
function useSendOnce(): (send: () => void) => void {
  const mutations = useQueryClient().getMutationCache();
  const sent = useRef<readonly Mutation[]>([]);
  return (send) => {
    if (sent.current.some(({ state }) => state.status === "pending")) {
      return;
    }
    const before = new Set(mutations.getAll());
    send();
    sent.current = mutations.getAll().filter((mutation) => !before.has(mutation));
  };
}

/** The text of a field without surrounding space. */
export function getText(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** The button that sends a form, and the outcome. */
export function SubmitRow({
  label,
  busyLabel,
  isBusy,
  done = null,
  problem = null,
  children,
}: {
  label: string;
  busyLabel: string;
  isBusy: boolean;
  done?: string | null;
  problem?: string | null;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button type="submit" look="primary" disabled={isBusy} className="min-h-9">
        {isBusy ? busyLabel : label}
      </Button>
      {children}
      <Outcome done={done} problem={problem} />
    </div>
  );
}

/** The outcome of a request, visible and announced to screen readers. */
export function Outcome({ done, problem }: { done: string | null; problem: string | null }) {
  return (
    <>
      <p role="status" className="text-positive text-sm empty:hidden">
        {problem === null ? done : null}
      </p>
      <p role="alert" className="text-negative text-sm empty:hidden">
        {problem}
      </p>
    </>
  );
}
