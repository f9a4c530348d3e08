import clsx from "clsx";
import { useId } from "react";
import type { FieldProps } from "./form-field";

/**
 * A field that filters the page as soon as it is filled in. Its error is beside the label: below the field it would
 * move the target of the click that leaves the field.
 */
export function FilterField({
  label,
  error = null,
  className,
  children,
}: Omit<FieldProps, "hint">) {
  const id = useId();
  return (
    <div className={clsx("min-w-0", className)}>
      <div className="mb-1 flex gap-x-2 text-xs">
        <label htmlFor={id} className="shrink-0 text-muted">
          {label}
        </label>
        {error === null ? null : (
          <span id={`${id}-error`} role="alert" className="truncate text-negative">
            {error}
          </span>
        )}
      </div>
      {children({
        id,
        "aria-describedby": error === null ? undefined : `${id}-error`,
        "aria-invalid": error === null ? undefined : true,
      })}
    </div>
  );
}
