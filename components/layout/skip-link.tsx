export const contentId = "content";

export function SkipLink({ label }: { label: string }) {
  return (
    <a
      href={`#${contentId}`}
      className="sr-only print:hidden z-20 rounded-md bg-accent-fill px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      {label}
    </a>
  );
}
