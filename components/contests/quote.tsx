import type { ReactNode } from "react";

/** Text of a member with its line breaks. */
export function Quote({ children }: { children: ReactNode }) {
  return (
    <blockquote className="max-w-prose whitespace-pre-line break-words border-line-strong border-l-2 pl-3">
      {children}
    </blockquote>
  );
}
