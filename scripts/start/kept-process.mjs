import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

/** The pause before a process is started again. It doubles while processes end soon after their start. */
const pauseMilliseconds = { first: 250, longest: 30_000 };
const STEADY_MILLISECONDS = 10_000;

const hasEnded = ({ exitCode, signalCode }) => exitCode !== null || signalCode !== null;

async function untilEnded(child) {
  if (!hasEnded(child)) await once(child, "exit");
}

/** Resolves when the child sends `event` from `source`. @throws Error when it ends before that */
export async function untilReady(child, source, event) {
  const ended = once(child, "exit").then(() => {
    throw new Error("The process ended before it was ready.");
  });
  await Promise.race([once(source, event), ended]);
}

async function end({ child }, signal) {
  child.kill(signal);
  await untilEnded(child);
}

/** Keeps one process running: starts another one when it ends, and replaces it without a gap. */
export class KeptProcess {
  #name;
  #start;
  #report;
  #running = null;
  #isEnding = false;
  #pause = 0;

  /**
   * @param start starts a process. @returns `child`, and the promise `ready`, which rejects when the process ends
   * before it is ready
   * @param report prints a sentence
   */
  constructor({ name, start, report }) {
    this.#name = name;
    this.#start = start;
    this.#report = report;
  }

  /** Sends a signal that the process handles. */
  signal(name) {
    this.#running?.child.kill(name);
  }

  /** Starts the first process. @throws Error when it ends before it is ready */
  async begin() {
    this.#running = this.#launch();
    await this.#running.ready;
  }

  /**
   * Starts another process and, when it is ready, ends the one before.
   * @throws Error when the new process ends before it is ready; the one before goes on
   */
  async replace() {
    const before = this.#running;
    const next = this.#launch();
    await next.ready;
    this.#running = next;
    await end(before, "SIGTERM");
  }

  /** Ends the process, and starts no other one. */
  async end(signal) {
    this.#isEnding = true;
    if (this.#running === null) return;
    await end(this.#running, signal);
  }

  #launch() {
    const startedAt = performance.now();
    const started = this.#start();
    started.ready.catch(() => {});
    void untilEnded(started.child).then(() => this.#restart(started, startedAt));
    return started;
  }

  async #restart(ended, startedAt) {
    const isSteady = performance.now() - startedAt >= STEADY_MILLISECONDS;
    const { first, longest } = pauseMilliseconds;
    this.#pause = isSteady ? first : Math.min(Math.max(2 * this.#pause, first), longest);
    await wait(this.#pause);
    if (this.#isEnding || ended !== this.#running) return;
    const { exitCode, signalCode } = ended.child;
    this.#report(
      `${this.#name} ended (${signalCode ?? `exit code ${exitCode}`}). It is started again.`,
    );
    this.#running = this.#launch();
  }
}
