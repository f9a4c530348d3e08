import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { findSqlState } from "@/lib/db/sql-state";
import { AppError } from "@/lib/errors";
import { version } from "@/package.json";
import type { SpanTerms, Tracing } from "./spans";

const STOP_MILLISECONDS = 1_000;

const kinds = {
  server: SpanKind.SERVER,
  internal: SpanKind.INTERNAL,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/**
 * Sends spans to the collector of OTEL_EXPORTER_OTLP_ENDPOINT. It is no global provider of OpenTelemetry: Next.js and
 * other libraries would send spans of their own, with whole URLs.
 */
export function createTracing(serviceName: string): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName, "service.version": version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer("performance-tracking", version);
  const contexts = new AsyncLocalStorage<Context>();
  const findSpan = (): Span | undefined => {
    const context = contexts.getStore();
    return context === undefined ? undefined : trace.getSpan(context);
  };

  function start({ kind, name, attributes = {}, cause = null }: SpanTerms, parent: Context): Span {
    const linked = cause === null ? null : parseCause(cause);
    return tracer.startSpan(
      name,
      {
        kind: kinds[kind],
        attributes: { ...attributes },
        links: linked === null ? [] : [{ context: linked }],
      },
      parent,
    );
  }

  return {
    run: async (terms, work, toAttributes) => {
      const parent = contexts.getStore() ?? ROOT_CONTEXT;
      const span = start(terms, parent);
      try {
        const result = await contexts.run(trace.setSpan(parent, span), work);
        span.setAttributes({ ...toAttributes(result) });
        return result;
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute("error.type", nameError(error));
        throw error;
      } finally {
        span.end();
      }
    },
    findTraceId: () => findSpan()?.spanContext().traceId ?? null,
    findCause: () => {
      const found = findSpan()?.spanContext();
      return found === undefined ? null : `00-${found.traceId}-${found.spanId}-01`;
    },
    stop: async () => {
      const late = new Promise<void>((resolve) => {
        setTimeout(resolve, STOP_MILLISECONDS).unref();
      });
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };
}

/** Null: the text is no `traceparent`. */
function parseCause(text: string) {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(text) ?? [];
  return traceId === undefined || spanId === undefined
    ? null
    : { traceId, spanId, traceFlags: 1, isRemote: true };
}

/** Its code or class: messages quote data. */
function nameError(error: unknown): string {
  if (error instanceof AppError) return error.code;
  const fallback = error instanceof Error ? error.name : "unknown";
  return findSqlState(error) ?? fallback;
}
