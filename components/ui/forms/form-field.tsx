"use client";

import clsx from "clsx";
import { type ReactNode, useId } from "react";

export type FieldAria = {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
};

/** A field with its label, what it is for, and what is wrong with it. */
export function FormField({
  label,
  hint,
  fault = null,
  className,
  children,
}: {
  label: string;
  hint?: ReactNode;
  fault?: string | null;
  className?: string;
  children: (aria: FieldAria) => ReactNode;
}) {
  const id = useId();
  const notes = [hint ? `${id}-hint` : null, fault === null ? null : `${id}-fault`];
  const described = notes.filter((note) => note !== null).join(" ");
  return (
    <div className={clsx("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": fault === null ? undefined : true,
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
      {fault === null ? null : (
        <p id={`${id}-fault`} className="text-negative text-sm">
          {fault}
        </p>
      )}
    </div>
  );
}
