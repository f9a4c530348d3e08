import { readFileSync } from "node:fs";
import { join } from "node:path";

type Sample = { readonly section: string; readonly language: string; readonly code: string };

/** The samples of `docs/programs.md`, each with the section that it is in. */
export function readGuide(): readonly Sample[] {
  const guide = readFileSync(join(import.meta.dirname, "../../docs/programs.md"), "utf8");
  return guide.split("\n## ").flatMap((text) => {
    const [section = ""] = text.split("\n");
    return [...text.matchAll(/^```(sh|js|python)\n([\s\S]*?)^```$/gm)].map(
      ([, language = "", code = ""]) => ({ section, language, code }),
    );
  });
}
