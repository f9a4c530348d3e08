"use client";

import { type RefObject, useEffect } from "react";

/** The key `/` leads to the page's field to search by, from wherever nothing is typed. */
export function useSearchKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const leadThere = (event: KeyboardEvent) => {
      if (isSearchKey(event) && field.current?.checkVisibility()) {
        event.preventDefault();
        field.current.focus();
        field.current.select();
      }
    };
    document.addEventListener("keydown", leadThere);
    return () => document.removeEventListener("keydown", leadThere);
  }, [field]);
}

/** What is typed into a field stays there, and combinations belong to the browser. */
function isSearchKey({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("input:not([type=radio], [type=checkbox]), textarea, select"));
  return key === "/" && !(ctrlKey || metaKey || altKey || isTyping);
}
