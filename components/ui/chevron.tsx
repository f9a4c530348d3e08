import clsx from "clsx";

/** Points to the right; rotate it while its content is open. On paper it is left out unless it has a meaning there. */
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
