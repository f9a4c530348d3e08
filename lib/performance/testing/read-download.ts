import type { Download } from "@/lib/http/download";

/** The whole content of a download. */
export async function readDownload({ pieces }: Download): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
