import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { version } from "@/package.json";

/** No label names a person: routes are patterns, and reasons are codes. */
export type Metrics = {
  readonly registry: Registry;
  readonly requests: Histogram<"method" | "route" | "status">;
  readonly signInFailures: Counter<"reason">;
  readonly isDatabaseUp: Gauge;
  readonly connections: Gauge<"state">;
  readonly jobs: Gauge<"queue" | "state">;
  readonly jobAge: Gauge<"queue" | "state">;
};

declare global {
  /** On the global object, because routes are not in one bundle with the server's start. */
  var performanceTrackingMetrics: Metrics | undefined;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The metrics of this process, which count from its start. */
export function getMetrics(): Metrics {
  globalThis.performanceTrackingMetrics ??= createMetrics();
  return globalThis.performanceTrackingMetrics;
}

function createMetrics(): Metrics {
  const registry = new Registry();
  // Several web processes share a port: each scrape reads one of them.
  registry.setDefaultLabels({ process: String(process.pid) });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const build = new Gauge({
    name: "pts_build_info",
    help: "The release and its runtime; always 1.",
    labelNames: ["version", "node"],
    registers,
  });
  build.set({ version, node: process.versions.node }, 1);
  return {
    registry,
    requests: new Histogram({
      name: "pts_http_request_duration_seconds",
      help: "The time of requests to the API.",
      labelNames: ["method", "route", "status"],
      buckets: seconds,
      registers,
    }),
    signInFailures: new Counter({
      name: "pts_sign_in_failures_total",
      help: "Failed sign-ins with a password, by the code of their error.",
      labelNames: ["reason"],
      registers,
    }),
    isDatabaseUp: new Gauge({
      name: "pts_database_up",
      help: "Whether the database responded to this scrape.",
      registers,
    }),
    connections: new Gauge({
      name: "pts_database_connections",
      help: "Connections of this process, and requests that wait for one.",
      labelNames: ["state"],
      registers,
    }),
    jobs: new Gauge({
      name: "pts_jobs",
      help: "Jobs that are not completed, of all organizations.",
      labelNames: ["queue", "state"],
      registers,
    }),
    jobAge: new Gauge({
      name: "pts_job_age_seconds",
      help: "The age of the oldest of these jobs.",
      labelNames: ["queue", "state"],
      registers,
    }),
  };
}

type ServedRequest = {
  readonly method: string;
  /** As `/api/performance/user/[id]`. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
};

export function countServedRequest({ method, route, status, milliseconds }: ServedRequest): void {
  getMetrics().requests.observe({ method, route, status: String(status) }, milliseconds / 1000);
}

/** @param reason the code of the error. */
export function countSignInFailure(reason: string): void {
  getMetrics().signInFailures.inc({ reason });
}
