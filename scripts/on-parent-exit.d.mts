/** Calls `stop` when the parent process has ended. */
export function onParentExit(stop: () => void): void;
