/**
 * Calls `stop` when the parent process has ended. A SIGTERM to npm reaches the shell between the two processes, which
 * ends without passing it on.
 */
export function onParentExit(stop) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      stop();
    }
  }, 250);
  timer.unref();
}

/**
 * Calls `stop` when the parent process has ended, for a child whose standard input is a pipe that its parent keeps
 * open. Unlike the parent's id, the pipe also tells of a parent that ended before this call.
 */
export function onParentKilled(stop) {
  process.stdin.once("close", stop);
  process.stdin.once("error", () => {});
  process.stdin.resume();
  process.stdin.unref?.();
}
