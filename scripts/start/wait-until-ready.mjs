import { setTimeout as wait } from "node:timers/promises";
import { StepError } from "./report.mjs";

const RESPONSE_SECONDS = 120;
/** A database that opens at the same time is given this time before a sentence says that it is missing. */
const QUIET_SECONDS = 3;
const POLL_MILLISECONDS = 40;
const UNREADY_POLL_MILLISECONDS = 500;

/**
 * Waits until `/api/ready` responds with 200. A server that responds otherwise may become ready later, when its
 * database is back: until then it says, once for each reason, what is missing.
 *
 * @param say prints a sentence.
 * @throws StepError when the server ends, or does not respond at all for two minutes.
 */
export async function waitUntilReady(
  { child, ended },
  origin,
  { say, quietSeconds = QUIET_SECONDS, responseSeconds = RESPONSE_SECONDS },
) {
  const url = `${origin}/api/ready`;
  const startedAt = performance.now();
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  let firstResponseAt = null;
  let said = null;
  while (!hasEnded) {
    const missing = await findMissing(url);
    if (missing === null) return;
    const now = performance.now();
    if (missing !== NO_RESPONSE) {
      firstResponseAt ??= now;
      if (missing !== said && now - firstResponseAt >= quietSeconds * 1000) {
        said = missing;
        say(`The server runs, but is not ready: ${missing}`);
      }
    } else if (firstResponseAt === null && now - startedAt > responseSeconds * 1000) {
      throw new StepError(`The server did not respond at ${url} within ${responseSeconds} s.`);
    }
    await wait(firstResponseAt === null ? POLL_MILLISECONDS : UNREADY_POLL_MILLISECONDS);
  }
  throw new StepError(
    `The server ended before it was ready (exit code ${child.exitCode}). See its output above.`,
  );
}

const NO_RESPONSE = Symbol("no response");

/** Null: it is ready. */
async function findMissing(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (response.ok) return null;
    const { detail } = await response.json();
    return typeof detail === "string" ? detail : `${url} responds with ${response.status}.`;
  } catch {
    return NO_RESPONSE;
  }
}
