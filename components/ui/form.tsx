"use client";

import type { ReactNode } from "react";
import { Button } from "./button";

/** Without scripts it would be posted, so that nothing typed ends in an address. */
export function Form({
  onSubmit,
  className,
  label,
  children,
}: {
  onSubmit: (fields: FormData, form: HTMLFormElement) => void;
  className?: string;
  /** Where no heading names it. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <form
      method="post"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget), event.currentTarget);
      }}
      className={className ?? "grid gap-4"}
    >
      {children}
    </form>
  );
}

/** The text of a field, without the space around it. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** The button that sends a form, and what came of it. */
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

/** What came of a request: said aloud, and kept in sight. */
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
