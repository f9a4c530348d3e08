"use client";

import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { useSendOnce } from "./use-send-once";

type FormProps = {
  readonly className?: string;
  /** The name of the form, where no heading has it. */
  readonly label?: string;
  /** The error of the last request. */
  readonly error?: Error | null;
  readonly children: ReactNode;
};

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
}: FormProps & { onSubmit: (fields: FormData, form: HTMLFormElement) => void }) {
  const frame = useRef<HTMLFormElement>(null);
  const sendOnce = useSendOnce();
  useFocusInvalid(frame, error);
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

/** A form of react-hook-form: sends nothing while a field breaks its rule, and focuses the first such field. */
export function RuledForm<Values extends FieldValues, Output extends FieldValues>({
  form,
  onSubmit,
  keepsNativeChecks = false,
  className,
  label,
  error = null,
  children,
}: FormProps & {
  form: Pick<UseFormReturn<Values, unknown, Output>, "handleSubmit">;
  onSubmit: (values: Output) => void;
  /** For days and times: a half-typed one has no value that a rule could check. */
  keepsNativeChecks?: boolean;
}) {
  const frame = useRef<HTMLFormElement>(null);
  const sendOnce = useSendOnce();
  useFocusInvalid(frame, error);
  useEffect(() => {
    // Before hydration the browser's own checks are the only ones.
    if (frame.current !== null) {
      frame.current.noValidate = !keepsNativeChecks;
    }
  }, [keepsNativeChecks]);
  return (
    <form
      ref={frame}
      method="post"
      aria-label={label}
      onSubmit={(event) =>
        void form.handleSubmit((values) => sendOnce(() => onSubmit(values)))(event)
      }
      className={className ?? "grid gap-4"}
    >
      {children}
    </form>
  );
}

function useFocusInvalid(frame: RefObject<HTMLFormElement | null>, error: Error | null): void {
  useEffect(() => {
    if (error !== null) {
      frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [frame, error]);
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
