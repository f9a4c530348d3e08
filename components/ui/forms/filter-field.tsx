import clsx from "clsx";
import { type ReactNode, useId } from "react";
import type { FieldAria } from "./form-field";

/**
 * A field that narrows what is shown as soon as it is filled in. What is wrong with it stands beside its label: below the field
 * it would move what whoever leaves the field is about to click.
 */
export function FilterField({
  label,
  fault = null,
  className,
  children,
}: {
  label: string;
  fault?: string | null;
  className?: string | undefined;
  children: (aria: FieldAria) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={clsx("min-w-0", className)}>
      <div className="mb-1 flex gap-x-2 text-xs">
        <label htmlFor={id} className="shrink-0 text-muted">
          {label}
        </label>
        {fault === null ? null : (
          <span id={`${id}-fault`} role="alert" className="truncate text-negative">
            {fault}
          </span>
        )}
      </div>
      {children({
        id,
        "aria-describedby": fault === null ? undefined : `${id}-fault`,
        "aria-invalid": fault === null ? undefined : true,
      })}
    </div>
  );
}
