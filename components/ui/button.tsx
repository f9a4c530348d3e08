import clsx from "clsx";
import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent-fill text-on-accent hover:brightness-110",
  danger: "border border-negative bg-negative-ground text-negative hover:brightness-95",
  quiet: "border border-line-strong/60 bg-surface text-ink hover:bg-sunken",
} as const;

/** The classes of a button, for links that look like one. */
export function buttonClasses(look: keyof typeof looks): string {
  return clsx(
    "inline-flex min-h-8 items-center justify-center rounded-md px-3 py-1 font-medium text-sm",
    "disabled:cursor-default disabled:opacity-60 print:hidden",
    looks[look],
  );
}

export function Button({
  look = "quiet",
  className,
  ...rest
}: ComponentProps<"button"> & { look?: keyof typeof looks }) {
  return <button type="button" className={clsx(buttonClasses(look), className)} {...rest} />;
}
