import clsx from "clsx";

/** The word tells reading from writing; the colour only repeats it. */
export function MethodBadge({ method, className }: { method: string; className?: string }) {
  return (
    <span
      className={clsx(
        "inline-block shrink-0 font-mono font-semibold text-xs",
        method === "GET" ? "text-accent-ink" : "text-caution",
        className,
      )}
    >
      {method}
    </span>
  );
}
