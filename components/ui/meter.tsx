/** A share as a bar; the number beside it says the same, so it is hidden from screen readers. */
export function Meter({ ratio }: { ratio: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width="100%"
      height="4"
      className="block overflow-hidden rounded-full"
    >
      <rect width="100%" height="4" className="fill-sunken" />
      <rect width={`${ratio * 100}%`} height="4" className="fill-accent" />
    </svg>
  );
}
