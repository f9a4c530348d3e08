import { describeError, getLogger } from "@/lib/log";
import { startServer } from "@/lib/start-server";

/** Called by the framework once, when a server starts. */
export async function register(): Promise<void> {
  await startServer();
}

/** What a page throws. Handlers answer for themselves (lib/api/problem.ts). */
export function onRequestError(
  error: unknown,
  _request: unknown,
  context: { readonly routePath: string },
): void {
  getLogger().error({ route: context.routePath, ...describeError(error) }, "fault");
}
