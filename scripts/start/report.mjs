const isTerminal = process.stdout.isTTY === true;
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const QUIET_SECONDS = 15;

function secondsSince(startedAt) {
  return (performance.now() - startedAt) / 1000;
}

function showClock(label, startedAt) {
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % FRAMES.length;
    process.stdout.write(
      `\r\u001B[2K${FRAMES[frame]} ${label} … ${secondsSince(startedAt).toFixed(0)} s`,
    );
  };
  draw();
  const timer = setInterval(draw, 120);
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\u001B[2K");
  };
}

function showLines(label, startedAt) {
  console.log(`… ${label}`);
  const timer = setInterval(() => {
    console.log(`  still running after ${secondsSince(startedAt).toFixed(0)} s`);
  }, QUIET_SECONDS * 1000);
  return () => clearInterval(timer);
}

/** A failed step: its message says what to do, and `output` is what the step printed. */
export class StepError extends Error {
  constructor(message, { output = "", cause } = {}) {
    super(message, { cause });
    this.name = "StepError";
    this.output = output;
  }
}

/**
 * Shows the progress of a step: a running clock on a terminal, else a line now and then. With `printsProgress` the step
 * prints its own progress.
 */
export async function showStep(label, work, { printsProgress = false } = {}) {
  const startedAt = performance.now();
  if (printsProgress) {
    console.log(`… ${label}`);
  }
  const stop = printsProgress ? () => {} : (isTerminal ? showClock : showLines)(label, startedAt);
  try {
    const result = await work();
    stop();
    console.log(`✓ ${label} (${secondsSince(startedAt).toFixed(1)} s)`);
    return result;
  } catch (error) {
    stop();
    console.log(`✗ ${label} (${secondsSince(startedAt).toFixed(1)} s)`);
    throw error;
  }
}
