import pino from "pino";

/** A pipe takes this much whole, so that processes that share one do not break each other's lines. */
const PIECE_BYTES = 4096;
const WAIT_MILLISECONDS = 50;
const WARN = 40;
const needsMetadata: unique symbol = Symbol.for("pino.metadata");

declare global {
  /** On the global object: routes may be loaded separately, and their lines keep one order. */
  var performanceTrackingLogDestination: LogDestination | undefined;
}

/**
 * Gathers lines and writes them together, in order: when a piece is full, after 50 ms, at once with a warning or an
 * error, and when the process exits. A signal without a handler, SIGKILL and a crash lose the last 50 ms. A write for
 * each line takes longer than making the line.
 */
class LogDestination {
  /** Makes pino set `lastLevel` before each line. */
  readonly [needsMetadata] = true;
  lastLevel = 0;
  // Synchronous: what another thread writes may be lost when the process ends, and costs more time.
  readonly #output = pino.destination({ fd: 1, sync: true });
  #lines = "";
  #bytes = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor() {
    process.on("exit", this.#flush);
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > PIECE_BYTES) this.#flush();
    this.#lines += line;
    this.#bytes += bytes;
    if (this.lastLevel >= WARN) this.#flush();
    else this.#timer ??= setTimeout(this.#flush, WAIT_MILLISECONDS).unref();
  }

  readonly #flush = (): void => {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#lines === "") return;
    const lines = this.#lines;
    this.#lines = "";
    this.#bytes = 0;
    this.#output.write(lines);
  };
}

/** Where this process writes its log: standard output. */
export function getLogDestination(): pino.DestinationStream {
  globalThis.performanceTrackingLogDestination ??= new LogDestination();
  return globalThis.performanceTrackingLogDestination;
}
