import "server-only";
import { getEnvironment } from "@/lib/environment/environment";

/** Traces this process if OTEL_EXPORTER_OTLP_ENDPOINT is set. Otherwise it does not even load OpenTelemetry. */
export async function startTracing(serviceName: string): Promise<void> {
  if (getEnvironment().traceEndpoint === null) return;
  const { createTracing } = await import("./open-telemetry");
  globalThis.performanceTrackingTracing ??= createTracing(serviceName);
}

export async function stopTracing(): Promise<void> {
  const tracing = globalThis.performanceTrackingTracing;
  globalThis.performanceTrackingTracing = undefined;
  await tracing?.stop();
}
