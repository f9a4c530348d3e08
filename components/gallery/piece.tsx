import type { ReactNode } from "react";

/** A component by its name, with each of its states. */
export function Piece({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h3 className="font-mono text-muted text-sm">{name}</h3>
      <div className="flex flex-wrap items-start gap-4">{children}</div>
    </section>
  );
}
