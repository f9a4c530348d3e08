import type { FocusEvent } from "react";

/** Browsers leave a focused link of a scrolling row partly hidden. */
export function scrollFocusedIntoView({ target }: FocusEvent): void {
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
}
