import { spawn } from "node:child_process";
import cluster from "node:cluster";
import { constants } from "node:os";
import { joinMetricsFor } from "../../lib/metrics/joined-metrics.mjs";
import { KeptProcess, untilReady } from "./kept-process.mjs";
import { respondToLeaving } from "./leave-cluster.mjs";

/** npm and terminals send the same signal more than once. */
const REPEAT_MILLISECONDS = 1_000;

/**
 * Serves one port from several web processes, with a worker beside them. A process that ends is started again. SIGHUP
 * replaces one process after the other; SIGUSR2 reaches all; SIGTERM and SIGINT end all, with the exit code 128 plus
 * the signal's number.
 *
 * @param web `program` and `args` of a web process, and how many of them run
 * @param worker `program` and `args` of the worker; null: none
 * @returns a function that ends all as a signal does
 */
export async function runCluster({ web, worker, report = console.log }) {
  const processes = [
    ...Array.from({ length: web.count }, (_, index) => createWebProcess(web, index, report)),
    ...(worker === null ? [] : [createWorkerProcess(worker, report)]),
  ];
  const end = endOnSignals(processes);
  replaceOnHangup(processes, report);
  process.on("SIGUSR2", () => {
    for (const process of processes) process.signal("SIGUSR2");
  });
  try {
    // One after the other: what keeps the first from starting would keep all.
    for (const process of processes) await process.begin();
  } catch {
    await Promise.all(processes.map((process) => process.end("SIGTERM")));
    process.exit(1);
  }
  return end;
}

function createWebProcess({ program, args }, index, report) {
  cluster.setupPrimary({ exec: program, args });
  return new KeptProcess({
    ...{ name: `Web process ${index + 1}`, report },
    start: () => {
      const forked = cluster.fork({ PTS_WORKER: "0" });
      const child = forked.process;
      respondToLeaving(forked);
      joinMetricsFor(forked, () => Object.values(cluster.workers ?? {}));
      return { child, ready: untilReady(child, forked, "listening") };
    },
  });
}

function createWorkerProcess({ program, args }, report) {
  return new KeptProcess({
    ...{ name: "The worker", report },
    start: () => {
      const child = spawn(process.execPath, [program, ...args], {
        stdio: ["pipe", "inherit", "inherit"],
      });
      return { child, ready: untilReady(child, child, "spawn") };
    },
  });
}

function endOnSignals(processes) {
  let startedAt = null;
  async function end(signal) {
    if (startedAt !== null) {
      if (performance.now() - startedAt > REPEAT_MILLISECONDS) {
        for (const process of processes) void process.end("SIGKILL");
      }
      return;
    }
    startedAt = performance.now();
    await Promise.all(processes.map((process) => process.end("SIGTERM")));
    process.exit(128 + constants.signals[signal]);
  }
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => void end(signal));
  }
  return end;
}

function replaceOnHangup(processes, report) {
  let isReplacing = false;
  process.on("SIGHUP", async () => {
    if (isReplacing) return;
    isReplacing = true;
    report("Replacing the processes one after the other …");
    try {
      for (const process of processes) await process.replace();
      report("All processes are replaced.");
    } catch {
      report("A new process did not start: see its output above. The processes before it go on.");
    }
    isReplacing = false;
  });
}
