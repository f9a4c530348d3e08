import clsx from "clsx";

/** Holds the place of a text or figure; give it the size of what replaces it. */
export function Skeleton({ className }: { className: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx("block rounded-sm bg-sunken motion-safe:animate-pulse", className)}
    />
  );
}
