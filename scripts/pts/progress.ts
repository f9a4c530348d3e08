import { SingleBar } from "cli-progress";
import type { ImportProgress } from "@/lib/performance/imports/import-input";
import { formatCount } from "./output";

type Phase = ImportProgress["phase"] | "verifying";
type Progress = Omit<ImportProgress, "phase"> & { readonly phase: Phase };

/** Shows the progress of a long command with its rate and the time left. */
export type ProgressView = {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
};

const silent: ProgressView = { show: () => undefined, end: () => undefined };

/**
 * Shows nothing without a terminal.
 * @param readShare the share of the file that was read, 0–1, or null for an unknown size.
 */
export function showProgress(readShare: () => number | null): ProgressView {
  if (!process.stderr.isTTY) return silent;
  let current: { readonly phase: Phase; readonly bar: SingleBar; readonly since: number } | null =
    null;
  const end = () => {
    current?.bar.stop();
    current = null;
  };
  return {
    end,
    show: ({ phase, done, total }) => {
      if (current?.phase !== phase) {
        end();
        current = { phase, bar: startBar(phase), since: performance.now() };
      }
      const seconds = (performance.now() - current.since) / 1000;
      const share = phase === "reading" ? readShare() : done / Math.max(total ?? 1, 1);
      current.bar.update(share ?? 0, {
        done: formatCount(done),
        rate: formatCount(seconds > 0 ? Math.round(done / seconds) : 0),
        left: describeTimeLeft(share, seconds),
      });
    },
  };
}

const labels: Readonly<Record<Phase, { readonly verb: string; readonly unit: string }>> = {
  reading: { verb: "Reading  ", unit: "rows" },
  applying: { verb: "Applying ", unit: "rows" },
  verifying: { verb: "Verifying", unit: "members" },
};

function startBar(phase: Phase): SingleBar {
  const { verb, unit } = labels[phase];
  const bar = new SingleBar({
    format: `${verb} {bar} {percentage}%  {done} ${unit}  {rate} a second  {left}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1, 0, { done: "0", rate: "0", left: "" });
  return bar;
}

function describeTimeLeft(share: number | null, seconds: number): string {
  if (share === null || share <= 0) return "";
  const left = Math.ceil((seconds * (1 - share)) / share);
  return left < 90 ? `${left} s left` : `${Math.ceil(left / 60)} min left`;
}
