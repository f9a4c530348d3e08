import pino from "pino";
import { findSqlState } from "@/lib/db/sql-state";
import { getEnvironment } from "@/lib/environment/environment";
import { getLogDestination } from "@/lib/log-destination";
import type { ActorId } from "@/lib/performance/domain/units/ids";
import { findTraceId } from "@/lib/tracing/spans";

export type RequestRecord = {
  readonly method: string;
  /** Of `getRoutePattern`. */
  readonly route: string;
  readonly requestId: string;
  readonly actorId: ActorId | null;
  readonly status: number;
  readonly milliseconds: number;
};

declare global {
  /** On the global object, because routes may be loaded separately. Undefined: that of LOG_LEVEL. */
  var performanceTrackingLogLevel: "debug" | undefined;
}

let created: pino.Logger | null = null;

/** Writes JSON lines to standard output. Never pass it a body, a token or a name. */
export function getLogger(): pino.Logger {
  const level = globalThis.performanceTrackingLogLevel ?? getEnvironment().logLevel;
  if (created === null) {
    created = pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        mixin: describeTrace,
        formatters: { level: (label) => ({ level: label }) },
      },
      getLogDestination(),
    );
  }
  if (created.level !== level) created.level = level;
  return created;
}

/** Switches this process between the level of LOG_LEVEL and `debug`. */
export function switchLogLevel(): void {
  globalThis.performanceTrackingLogLevel =
    globalThis.performanceTrackingLogLevel === undefined ? "debug" : undefined;
  getLogger().info({ log_level: getLogger().level }, "the log level was switched");
}

/** The current trace, by which a line is found with its spans. */
function describeTrace(): { readonly trace_id?: string } {
  const traceId = findTraceId();
  return traceId === null ? {} : { trace_id: traceId };
}

export function logRequest(record: RequestRecord): void {
  getLogger().info(
    {
      request_id: record.requestId,
      actor_id: record.actorId,
      method: record.method,
      route: record.route,
      status: record.status,
      ms: Math.round(record.milliseconds * 10) / 10,
    },
    "request",
  );
}

/** Returns a route such as /api/performance/user/[id], because a path may contain personal data. */
export function getRoutePattern(
  pathname: string,
  params: Readonly<Record<string, string | string[] | undefined>>,
): string {
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) {
      return `${pathname.split("/").slice(0, -value.length).join("/")}/[...${name}]`;
    }
    if (value !== undefined) {
      names.set(decodeSegment(value), `[${name}]`);
    }
  }
  return pathname
    .split("/")
    .map((segment) => names.get(decodeSegment(segment)) ?? segment)
    .join("/");
}

/** A path may contain a parameter with or without escapes. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * Logs an error that the caller learns nothing about. In production only its class, code and stack are logged: messages
 * of the database and of validation quote values.
 */
export function logError(requestId: string, error: unknown): void {
  const message =
    getEnvironment().mode !== "production" && error instanceof Error ? error.message : undefined;
  getLogger().error({ request_id: requestId, ...describeError(error), message }, "error");
}

/** Logs an error of rendering a page. `route` is its pattern. */
export function logPageError(route: string, error: unknown): void {
  getLogger().error({ route, ...describeError(error) }, "error");
}

/** Returns the parts of an error that quote no data. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) {
    return { error: typeof error };
  }
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  const state = findSqlState(error) ?? undefined;
  return {
    error: error.name,
    code,
    state,
    stack: frames?.slice(0, 12).map((line) => line.trim()),
    cause,
  };
}
