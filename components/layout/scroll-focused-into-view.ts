import type { FocusEvent } from "react";

/** Browsers leave a link half out of sight where a row of them scrolls. */
export function scrollFocusedIntoView({ target }: FocusEvent): void {
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
}
