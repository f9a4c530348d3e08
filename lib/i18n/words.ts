import type { Format } from "./format";
import type { Translate } from "./messages";

/** The language of sentences. */
export type Words = { readonly translate: Translate; readonly format: Format };
