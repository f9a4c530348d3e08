/** Called by the framework once, when a server starts. It is compiled for the edge runtime too, which has no part in this. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startServer } = await import("@/lib/start-server");
    await startServer();
  }
}

/** What a page throws. Handlers answer for themselves (lib/api/problem.ts). */
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
