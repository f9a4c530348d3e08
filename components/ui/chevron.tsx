import clsx from "clsx";

/** Points to the right; turn it where what it opens is open. On paper nothing opens: it is left out but where it says more. */
export function Chevron({
  className,
  isPrinted = false,
}: {
  className?: string | false;
  isPrinted?: boolean;
}) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
      focusable="false"
      className={clsx(
        "shrink-0 motion-safe:transition-transform",
        !isPrinted && "print:hidden",
        className,
      )}
    >
      <path d="M4.5 2.5 8 6 4.5 9.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
