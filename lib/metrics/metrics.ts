import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { version } from "@/package.json";

/** No label names a person: routes are patterns, and reasons are codes. */
export type Metrics = {
  /** What this process counts. Several web processes behind one port add theirs up. */
  readonly registry: Registry;
  readonly requests: Histogram<"method" | "route" | "status">;
  readonly signInFailures: Counter<"reason">;
  readonly connections: Gauge<"state">;
  /** What each process would tell alike: of the database and of folders. */
  readonly shared: SharedMetrics;
};

export type SharedMetrics = {
  readonly registry: Registry;
  readonly isDatabaseUp: Gauge;
  readonly isReady: Gauge;
  readonly isWorkerSeen: Gauge;
  readonly jobs: Gauge<"queue" | "state">;
  readonly jobAge: Gauge<"queue" | "state">;
  readonly newestBackup: Gauge;
  readonly verifiedOrganizations: Gauge<"result">;
  readonly oldestVerification: Gauge;
  readonly diskSize: Gauge<"folder">;
  readonly diskAvailable: Gauge<"folder">;
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
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const build = new Gauge({
    name: "pts_build_info",
    help: "The release and its runtime; always 1.",
    labelNames: ["version", "node"],
    aggregator: "first",
    registers,
  });
  build.set({ version, node: process.versions.node }, 1);
  const processes = new Gauge({
    name: "pts_web_processes",
    help: "The web processes behind this port.",
    registers,
  });
  processes.set(1);
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
    connections: new Gauge({
      name: "pts_database_connections",
      help: "Connections to the database, and requests that wait for one.",
      labelNames: ["state"],
      registers,
    }),
    shared: createSharedMetrics(),
  };
}

function createSharedMetrics(): SharedMetrics {
  const registry = new Registry();
  const create = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  return {
    registry,
    isDatabaseUp: create("pts_database_up", "Whether the database responded to this scrape."),
    isReady: create("pts_ready", "Whether /api/ready responds with 200."),
    isWorkerSeen: create("pts_worker_up", "Whether a process runs jobs."),
    jobs: create("pts_jobs", "Jobs that are not completed, of all organizations.", [
      "queue",
      "state",
    ]),
    jobAge: create("pts_job_age_seconds", "The age of the oldest of these jobs.", [
      "queue",
      "state",
    ]),
    newestBackup: create(
      "pts_backup_newest_timestamp_seconds",
      "When the newest backup in PTS_BACKUP_DIR was made; 0: there is none.",
    ),
    verifiedOrganizations: create(
      "pts_verified_organizations",
      "Organizations by the result of their last verification.",
      ["result"],
    ),
    oldestVerification: create(
      "pts_verification_oldest_timestamp_seconds",
      "When the organization was verified whose last verification is the oldest.",
    ),
    diskSize: create("pts_disk_size_bytes", "The size of the disk of a folder.", ["folder"]),
    diskAvailable: create(
      "pts_disk_available_bytes",
      "The space that the service may use on the disk of a folder.",
      ["folder"],
    ),
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
