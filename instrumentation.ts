/** Next.js calls it once when a server starts. It also compiles it for the edge runtime, which starts no server. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startServer } = await import("@/lib/start-server");
    await startServer();
  }
}

/** Logs the errors of pages. Route handlers log their own (lib/api/problem.ts). */
export async function onRequestError(
  error: unknown,
  _request: unknown,
  context: { readonly routePath: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logPageError } = await import("@/lib/log");
    logPageError(context.routePath, error);
  }
}
