"use client";

import { type ReactNode, useEffect, useRef } from "react";
import type { Language } from "@/lib/i18n/messages";

const schemes = { light: "scheme-light", dark: "scheme-dark" } as const;
export type Theme = keyof typeof schemes;

/** A part of the page in a theme of its own. */
export function ThemeSection({
  language,
  theme,
  children,
}: {
  language: Language;
  theme: Theme;
  children: ReactNode;
}) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // The colours on the root are those of the root's theme, and would be inherited: each section declares them again.
    for (const [name, value] of listColors([...document.styleSheets])) {
      section.current?.style.setProperty(name, value);
    }
  }, []);
  const name = `${language}, ${theme}`;
  return (
    <section
      ref={section}
      lang={language}
      aria-label={name}
      className={`${schemes[theme]} bg-canvas text-ink`}
    >
      <div className="grid gap-8 rounded-lg border border-line p-4 sm:p-6">
        <h2 className="font-semibold text-xl">{name}</h2>
        {children}
      </div>
    </section>
  );
}

/** The declarations of colours in style sheets and their layers, by name. */
function listColors(groups: readonly (CSSStyleSheet | CSSRule)[]): [string, string][] {
  return groups.flatMap((group) => {
    if (group instanceof CSSStyleRule) {
      return Array.from(group.style)
        .filter((name) => name.startsWith("--color-"))
        .map((name): [string, string] => [name, group.style.getPropertyValue(name)]);
    }
    return group instanceof CSSStyleSheet || group instanceof CSSGroupingRule
      ? listColors([...group.cssRules])
      : [];
  });
}
