"use client";

import { type RefObject, useEffect } from "react";

/** The key `/` moves the focus to the search field of the page, unless the reader is typing. */
export function useSearchKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focusField = (event: KeyboardEvent) => {
      if (isSearchKey(event) && field.current?.checkVisibility()) {
        event.preventDefault();
        field.current.focus();
        field.current.select();
      }
    };
    document.addEventListener("keydown", focusField);
    return () => document.removeEventListener("keydown", focusField);
  }, [field]);
}

/** Keys that are typed into a field stay there, and combinations belong to the browser. */
function isSearchKey({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("input:not([type=radio], [type=checkbox]), textarea, select"));
  return key === "/" && !(ctrlKey || metaKey || altKey || isTyping);
}
