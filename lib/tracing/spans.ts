export type SpanKind = "server" | "internal" | "client" | "producer" | "consumer";

/** Values that name no person: patterns of routes, names of operations and tables, codes and random ids. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

export type SpanTerms = {
  readonly kind: SpanKind;
  readonly name: string;
  readonly attributes?: SpanAttributes;
  /** Of `findCause`: what the span follows from, in another trace. */
  readonly cause?: string | null;
};

export type Tracing = {
  readonly run: <Result>(
    terms: SpanTerms,
    work: () => Promise<Result>,
    describe: (result: Result) => SpanAttributes,
  ) => Promise<Result>;
  readonly findTraceId: () => string | null;
  readonly findCause: () => string | null;
  /** Sends what is left. */
  readonly stop: () => Promise<void>;
};

declare global {
  /** On the global object, because routes are not in one bundle with the server's start. Undefined: no tracing. */
  var performanceTrackingTracing: Tracing | undefined;
}

const noAttributes = (): SpanAttributes => ({});

/** Does work in a span, a part of the one around it. Without tracing it only does the work. */
export function inSpan<Result>(
  terms: SpanTerms,
  work: () => Promise<Result>,
  describe: (result: Result) => SpanAttributes = noAttributes,
): Promise<Result> {
  const tracing = globalThis.performanceTrackingTracing;
  return tracing === undefined ? work() : tracing.run(terms, work, describe);
}

/** Runs a statement of a request or a job in a span with its verb and table, without its values. */
export function inStatementSpan<Result>(text: string, run: () => Promise<Result>): Promise<Result> {
  const tracing = globalThis.performanceTrackingTracing;
  // What runs beside requests and jobs, such as the polling of a worker, would be a trace for each statement.
  if (tracing === undefined || tracing.findTraceId() === null) return run();
  const name = summarizeStatement(text);
  const attributes = { "db.system.name": "postgresql", "db.query.summary": name };
  return tracing.run({ kind: "client", name, attributes }, run, noAttributes);
}

/** The id of the current trace, in 32 hexadecimal digits; null: there is none. */
export function findTraceId(): string | null {
  return globalThis.performanceTrackingTracing?.findTraceId() ?? null;
}

/** The current span as a W3C `traceparent`, for a job that follows from it; null: there is none. */
export function findCause(): string | null {
  return globalThis.performanceTrackingTracing?.findCause() ?? null;
}

/** As `SELECT users`: the first verb of a statement and the first table that it names. */
export function summarizeStatement(text: string): string {
  const verb = /\b(select|insert|update|delete|set|begin|commit|rollback|lock)\b/i.exec(text)?.[1];
  const table = /\b(?:from|into|update|table)\s+(?:only\s+)?((?:"?\w+"?\.)?"?[a-z_]\w*"?)/i.exec(
    text,
  )?.[1];
  const name = table?.replaceAll('"', "").replace(/^public\./, "");
  return [verb?.toUpperCase() ?? "STATEMENT", ...(name === undefined ? [] : [name])].join(" ");
}
