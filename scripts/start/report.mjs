const isTerminal = process.stdout.isTTY === true;
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const QUIET_SECONDS = 15;

function secondsSince(begun) {
  return (performance.now() - begun) / 1000;
}

function showTicking(label, begun) {
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % FRAMES.length;
    process.stdout.write(
      `\r\u001B[2K${FRAMES[frame]} ${label} … ${secondsSince(begun).toFixed(0)} s`,
    );
  };
  draw();
  const timer = setInterval(draw, 120);
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\u001B[2K");
  };
}

function showLines(label, begun) {
  console.log(`… ${label}`);
  const timer = setInterval(() => {
    console.log(`  still at it after ${secondsSince(begun).toFixed(0)} s`);
  }, QUIET_SECONDS * 1000);
  return () => clearInterval(timer);
}

/** A step that failed: what to do in one sentence, and what the step itself said. */
export class StepError extends Error {
  constructor(message, { output = "", cause } = {}) {
    super(message, { cause });
    this.name = "StepError";
    this.output = output;
  }
}

/**
 * Shows that a step is working until it is done: a ticking time on a terminal, plain lines
 * elsewhere. With `speaksForItself` the step prints its own progress below the line.
 */
export async function showStep(label, work, { speaksForItself = false } = {}) {
  const begun = performance.now();
  if (speaksForItself) {
    console.log(`… ${label}`);
  }
  const stop = speaksForItself ? () => {} : (isTerminal ? showTicking : showLines)(label, begun);
  try {
    const result = await work();
    stop();
    console.log(`✓ ${label} (${secondsSince(begun).toFixed(1)} s)`);
    return result;
  } catch (error) {
    stop();
    console.log(`✗ ${label} (${secondsSince(begun).toFixed(1)} s)`);
    throw error;
  }
}
