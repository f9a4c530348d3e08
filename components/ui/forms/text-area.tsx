import clsx from "clsx";
import type { ComponentProps } from "react";
import { fieldClasses } from "./select";

/** A field for several lines of text. */
export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={4} className={clsx(fieldClasses, "max-sm:text-lg", className)} {...rest} />
  );
}
