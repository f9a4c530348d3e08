import clsx from "clsx";

/** Reading and writing are told apart by the word; the colour only repeats it. */
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
