/** Calls `stop` once the process that started this one is gone. */
export function onParentExit(stop: () => void): void;
