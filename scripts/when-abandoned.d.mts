/** Calls `stop` once the process that started this one is gone. */
export function whenAbandoned(stop: () => void): void;
