"use client";

import clsx from "clsx";
import { type ReactNode, useId } from "react";

export type FieldAria = {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
};

export type FieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  readonly className?: string | undefined;
  readonly children: (aria: FieldAria) => ReactNode;
};

/** A field of a form with its label, hint and error. */
export function FormField({ label, hint, error = null, className, children }: FieldProps) {
  const id = useId();
  const notes = [hint ? `${id}-hint` : null, error === null ? null : `${id}-error`];
  const described = notes.filter((note) => note !== null).join(" ");
  return (
    <div className={clsx("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": error === null ? undefined : true,
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
      {error === null ? null : (
        <p id={`${id}-error`} className="text-negative text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
