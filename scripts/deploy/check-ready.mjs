/**
 * The health check of a container: ends with 0 when the service is ready, else with 1 and a sentence.
 *   node check-ready.mjs [<origin>] [--worker]
 * The origin is http://127.0.0.1:$PORT unless given. With --worker, a process must also run jobs.
 */
import { parseArgs } from "node:util";

const TIMEOUT_MILLISECONDS = 4_000;

const { positionals, values: options } = parseArgs({
  options: { worker: { type: "boolean" } },
  allowPositionals: true,
});
const origin = positionals[0] ?? `http://127.0.0.1:${process.env.PORT || 3000}`;

async function findFailure() {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const response = await fetch(new URL("/api/ready", origin), { signal });
    const { detail, worker } = await response.json();
    if (!response.ok) return detail ?? `It responds with ${response.status}.`;
    return options.worker && worker === "missing" ? "No process runs jobs." : null;
  } catch (error) {
    return `${origin} does not respond (${error.cause?.code ?? error.name}).`;
  }
}

const failure = await findFailure();
if (failure !== null) {
  console.error(failure);
  process.exitCode = 1;
}
