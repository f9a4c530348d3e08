/** The product's mark: a curve that rises. The same drawing as app/icon.svg. */
export function ProductMark() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d="M5.5 16.5c3.2 0 3.4-5 6.4-5s2.9-4 6.6-4"
        fill="none"
        stroke="#fff"
        strokeWidth="2.25"
        strokeLinecap="round"
      />
    </svg>
  );
}
