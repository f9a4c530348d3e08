import clsx from "clsx";
import type { ComponentProps } from "react";

export const fieldClasses =
  "min-h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 py-1 text-ink text-sm aria-invalid:border-negative";

/** The browser's own select, which every device shows well. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={clsx(fieldClasses, className)} {...rest} />;
}

export function TextField({ className, ...rest }: ComponentProps<"input">) {
  return <input className={clsx(fieldClasses, className)} {...rest} />;
}

/** A field for several lines of text. */
export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={4} className={clsx(fieldClasses, "max-sm:text-lg", className)} {...rest} />
  );
}
