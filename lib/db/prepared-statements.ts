import { createHash } from "node:crypto";
import { findSqlState } from "@/lib/db/sql-state";

/** A connection keeps this many statements at most, each with about 50 kB in the server's memory. */
const mostStatements = 400;
/** Texts that have run once. Past this the oldest is forgotten. */
const mostCandidates = 1_000;
const longestText = 20_000;

const preparable = /^\s*(select|insert|update|delete|with)\b/i;
/**
 * Reads of whole groups, which begin with common table expressions. Without values in mind, the planner takes the one
 * plan of a prepared statement for the average organization, and a large one waits for minutes.
 */
const groupRead = /^\s*with\b(?![\s\S]*\b(?:insert|update|delete)\b)/i;
/** Lists and rows of as many parameters as there are values: a text for each length. */
const listOfParameters = /\bin\s*\(\s*\$\d+\s*,|\bvalues\s*\([^)]*\)\s*,\s*\(/i;

export type PreparedStatements = {
  /** The name for a text; undefined: it runs without one. */
  readonly findName: (text: string) => string | undefined;
  /** Whether a statement failed only because it was prepared, so that it can run again. */
  readonly recover: (text: string, error: unknown) => boolean;
};

export const noPreparedStatements: PreparedStatements = {
  findName: () => undefined,
  recover: () => false,
};

/**
 * Names the statements that are worth keeping prepared, so that the server does not parse and plan them each time: the
 * texts that run a second time. A name is a digest of its text: no two processes mean different statements by one name.
 * @param options.onLost is called once, when the server does not know a name: connections change between statements.
 */
export function createPreparedStatements(options: {
  readonly onLost: () => void;
}): PreparedStatements {
  const digests = new Map<string, string>();
  const candidates = new Set<string>();
  let generation = 0;
  let isOff = false;

  const addCandidate = (text: string): void => {
    const [oldest] = candidates.size < mostCandidates ? [] : candidates;
    if (oldest !== undefined) candidates.delete(oldest);
    candidates.add(text);
  };

  const findDigest = (text: string): string | undefined => {
    const known = digests.get(text);
    if (known !== undefined || digests.size === mostStatements) return known;
    if (!candidates.delete(text)) {
      if (isPreparable(text)) addCandidate(text);
      return undefined;
    }
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 32);
    digests.set(text, digest);
    return digest;
  };

  return {
    findName: (text) => {
      const digest = isOff ? undefined : findDigest(text);
      return digest === undefined ? undefined : `p${generation}_${digest}`;
    },
    recover: (text, error) => {
      const state = digests.has(text) ? findSqlState(error) : null;
      if (state === "0A000") {
        // A column has another type now. By new names, each connection prepares its statements again.
        generation += 1;
        return true;
      }
      if (state === "26000" || state === "42P05") {
        // The name is unknown, or taken.
        if (!isOff) options.onLost();
        isOff = true;
        return true;
      }
      return false;
    },
  };
}

function isPreparable(text: string): boolean {
  if (text.length > longestText || !preparable.test(text)) return false;
  return !listOfParameters.test(text) && !groupRead.test(text);
}
