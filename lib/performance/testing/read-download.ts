import type { Download } from "@/lib/http/download";

/** All of a download at once. */
export async function readDownload({ pieces }: Download): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
