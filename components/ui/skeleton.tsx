import clsx from "clsx";

/** A placeholder for a text or figure, in the size of its content. */
export function Skeleton({ className }: { className: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx("block rounded-sm bg-sunken motion-safe:animate-pulse", className)}
    />
  );
}
