/** An arrow in both directions; the label beside it has the meaning. */
export function CompareIcon({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 16 12"
      width="16"
      height="12"
      aria-hidden="true"
      focusable="false"
      className={className}
    >
      <path
        d="M2 3.5h11.5M11 1l2.5 2.5L11 6M14 8.5H2.5M5 6 2.5 8.5 5 11"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
      />
    </svg>
  );
}
