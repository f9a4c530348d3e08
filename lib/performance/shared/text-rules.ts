import * as z from "zod/mini";
import { forbiddenCharacters } from "@/lib/performance/domain/text/forbidden-characters";

/** Whether a trimmed text has 1 to `longest` printable characters; of many lines it may have line ends and tabs. */
export function isPrintable(text: string, longest: number, lines: "one" | "many" = "one"): boolean {
  return text !== "" && [...text].length <= longest && !forbiddenCharacters[lines].test(text);
}

/** A field of a form for a text that `isPrintable` accepts. */
export function printableField(longest: number, lines: "one" | "many" = "one") {
  return z.string().check(
    z.trim(),
    z.refine((text) => isPrintable(text, longest, lines)),
  );
}
