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
