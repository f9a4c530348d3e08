import type { ReactNode } from "react";

/** A section of the settings: its title, a note and its controls. */
export function Section({
  id,
  title,
  note,
  aside,
  children,
}: {
  id: string;
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="panel">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 p-4 sm:px-5">
        <div className="grid min-w-0 gap-1">
          <h2 id={id} className="font-semibold text-lg">
            {title}
          </h2>
          {note === undefined ? null : <p className="max-w-prose text-muted text-sm">{note}</p>}
        </div>
        {aside}
      </header>
      <div className="border-line border-t">{children}</div>
    </section>
  );
}

/** The padding of content that fills a section. */
export function SectionBody({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 p-4 sm:p-5">{children}</div>;
}
