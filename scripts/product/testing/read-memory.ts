import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const reporter = new URL("memory-report.mjs", import.meta.url);
const BYTES_PER_MEGABYTE = 1024 * 1024;

/** With these settings, `readMemory` can ask a process. The path of the folder is short: a socket's is limited. */
export function createMemorySettings(folder: string) {
  return { NODE_OPTIONS: `--import=${fileURLToPath(reporter)}`, PTS_TEST_MEMORY: folder };
}

/** What a process keeps after a collection of garbage, and what the system has given to it, in MB. */
export async function readMemory(
  folder: string,
  pid: number,
): Promise<{ readonly kept: number; readonly resident: number }> {
  const report = await text(connect(join(folder, String(pid))));
  const { heapUsed, external, rss }: NodeJS.MemoryUsage = JSON.parse(report);
  const toMegabytes = (bytes: number) => Math.round(bytes / BYTES_PER_MEGABYTE);
  return { kept: toMegabytes(heapUsed + external), resident: toMegabytes(rss) };
}
