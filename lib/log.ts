import pino from "pino";
import { findSqlState } from "@/lib/db/sql-state";
import { getEnvironment } from "@/lib/env";

type RequestRecord = {
  readonly request: Request;
  /** The parameters of the path; in the log their names stand in their place. */
  readonly raw: Readonly<Record<string, string | string[] | undefined>>;
  readonly requestId: string;
  readonly actorId: number | null;
  readonly status: number;
  readonly milliseconds: number;
};

let created: pino.Logger | null = null;

/** JSON lines on standard output. No body, token or name is ever handed to it. */
export function getLogger(): pino.Logger {
  if (created === null) {
    const environment = getEnvironment();
    created = pino({
      level: environment.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    });
  }
  return created;
}

export function logRequest(record: RequestRecord): void {
  getLogger().info(
    {
      request_id: record.requestId,
      actor_id: record.actorId,
      method: record.request.method,
      route: routePattern(new URL(record.request.url).pathname, record.raw),
      status: record.status,
      ms: Math.round(record.milliseconds * 10) / 10,
    },
    "request",
  );
}

/** The route, as /api/performance/user/[id]: a path that nobody declared may hold anything, so none is written as it came. */
export function routePattern(
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

/** A parameter may stand in the path escaped in more than one way, or not at all. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * A fault that the caller is not told of. In production only the error's class, code and stack
 * are kept: messages of the database and of validation quote values.
 */
export function logError(requestId: string, error: unknown): void {
  const message =
    getEnvironment().mode !== "production" && error instanceof Error ? error.message : undefined;
  getLogger().error({ request_id: requestId, ...describeError(error), message }, "fault");
}

/** What rendering a page threw; `route` is its pattern. */
export function logPageError(route: string, error: unknown): void {
  getLogger().error({ route, ...describeError(error) }, "fault");
}

/** What may be written down of an error: nothing that quotes data. */
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
