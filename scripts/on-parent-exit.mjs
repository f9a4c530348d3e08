/**
 * Calls `stop` once the process that started this one is gone. npm hands a SIGTERM to the shell
 * between them, which ends without passing it on: without this, `npm start` would leave its server.
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
