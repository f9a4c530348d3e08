// `npm run verify`: everything that must hold, without installing. `--only lint,unit` picks steps.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { onParentExit } from "./on-parent-exit.mjs";
import { endSteps, isEnding, runStep } from "./verify/run-step.mjs";
import { listSteps } from "./verify/steps.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const atOnce = Math.max(1, Math.min(2, availableParallelism()));
const isTerminal = process.stdout.isTTY === true;

function pickSteps(steps, only) {
  if (only === undefined) {
    return steps.filter((step) => !step.isOnRequest);
  }
  const wanted = only.split(",");
  const known = steps.map((step) => step.id);
  const unknown = wanted.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new Error(`There is no step ${unknown.join(", ")}: choose from ${known.join(", ")}.`);
  }
  return steps
    .filter((step) => wanted.includes(step.id))
    .map((step) => ({ ...step, after: step.after.filter((id) => wanted.includes(id)) }));
}

function printLine(line) {
  process.stdout.write(`${isTerminal ? "\r\u001B[2K" : ""}${line}\n`);
}

function describeCount(count) {
  if (!count) {
    return "";
  }
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  return `  ${count.passed} passed, ${count.failed} failed${skipped}`;
}

function printResult(step, { passed, output, seconds, count }) {
  const time = `${seconds.toFixed(1)} s`;
  printLine(
    `${passed ? "✓" : "✗"} ${step.name.padEnd(24)} ${time.padStart(8)}${describeCount(count)}`,
  );
  if (!passed) {
    printLine(`${output.trimEnd()}\n`);
  }
}

function showProgress(active, startedAt) {
  if (!isTerminal) {
    return () => undefined;
  }
  const timer = setInterval(() => {
    const names = [...active.values()].map((step) => step.name).join(", ");
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stdout.write(`\r\u001B[2K… ${names} (${seconds} s)`);
  }, 500);
  return () => clearInterval(timer);
}

function findNext(waiting, active, results) {
  const isReady = (step) => step.after.every((id) => results.get(id)?.passed);
  const isFree = (step) => active.size === 0 || (!step.alone && active.size < atOnce);
  const isAlone = [...active.values()].some((step) => step.alone);
  return isAlone ? undefined : waiting.find((step) => isReady(step) && isFree(step));
}

async function runSteps(steps) {
  const results = new Map();
  const active = new Map();
  const waiting = [...steps];
  const stopProgress = showProgress(active, performance.now());
  const start = (step) => {
    waiting.splice(waiting.indexOf(step), 1);
    const work = runStep(step, root).then((result) => {
      active.delete(work);
      const count = step.count?.();
      // A test step that counted no test has not tested.
      const passed = result.passed && (!step.count || (count?.passed ?? 0) > 0);
      results.set(step.id, { ...result, passed, count });
      printResult(step, { ...result, passed, count });
    });
    active.set(work, step);
  };
  for (;;) {
    const next = isEnding() ? undefined : findNext(waiting, active, results);
    if (next) {
      start(next);
    } else if (active.size > 0) {
      await Promise.race(active.keys());
    } else {
      break;
    }
  }
  stopProgress();
  for (const step of waiting) {
    printLine(`– ${step.name.padEnd(24)} not run`);
  }
  return { results, isComplete: waiting.length === 0 };
}

/** The sum of all tests; a step without tests, or whose tests did not say why it failed, counts one. */
function sumCounts(results) {
  let passed = 0;
  let failed = 0;
  for (const result of results.values()) {
    passed += result.count?.passed ?? 0;
    failed += result.passed ? 0 : Math.max(1, result.count?.failed ?? 0);
  }
  return { passed, failed };
}

const { values: options } = parseArgs({ options: { only: { type: "string" } } });
const reportFolder = mkdtempSync(join(tmpdir(), "pts-verify-"));
const stop = () => {
  process.exitCode = 130;
  endSteps();
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
onParentExit(stop);
try {
  const startedAt = performance.now();
  const { results, isComplete } = await runSteps(pickSteps(listSteps(reportFolder), options.only));
  const { passed, failed } = sumCounts(results);
  printLine(`\n${((performance.now() - startedAt) / 1000).toFixed(1)} s in all`);
  printLine(`${passed} passed, ${failed} failed`);
  process.exitCode ||= failed === 0 && isComplete ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(reportFolder, { recursive: true, force: true });
}
