import type { Worker } from "node:cluster";

export const COLLECT_MILLISECONDS: number;

/** In the primary: lets a web process ask for the metrics of all. */
export function joinMetricsFor(forked: Worker, listProcesses: () => readonly Worker[]): void;

/** In a web process: responds to the primary with what `read` returns. */
export function provideMetrics(read: () => Promise<object>): void;

/** In a web process: what all have. Null for a process alone, and when the primary does not respond. */
export function joinMetrics(): Promise<readonly object[] | null>;
