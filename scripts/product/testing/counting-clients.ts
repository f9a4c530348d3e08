import { setTimeout as wait } from "node:timers/promises";

const PAUSE_MILLISECONDS = 10;
const UNAVAILABLE = 503;

export type CountingClients = {
  /** The external ids of the completions that the service acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  /** How many responses there were of each status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** What a successful response said that was not so, or how a response was missing. */
  readonly wrong: readonly string[];
  readonly countRequests: () => number;
  /** Waits until each client has had a write acknowledged, for these seconds. @throws Error when a response is wrong */
  readonly waitUntilWritten: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

/**
 * One client for each member, who completes an assignment, then reads how many there are: all that were acknowledged,
 * and none but those that were sent.
 */
export function startCountingClients(target: {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly userIds: readonly number[];
}): CountingClients {
  const acknowledged = new Set<string>();
  const statuses = new Map<number, number>();
  const wrong: string[] = [];
  const written = new Map<number, number>();
  let isStopped = false;

  async function ask(path: string, init: RequestInit = {}): Promise<Response | null> {
    const headers = { ...target.headers, "content-type": "application/json" };
    try {
      const response = await fetch(`${target.address}${path}`, { ...init, headers });
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.ok) return response;
      const text = await response.text();
      const saysWhen = response.headers.get("retry-after") !== null;
      if (response.status !== UNAVAILABLE || !saysWhen) wrong.push(`${response.status} ${text}`);
    } catch (error) {
      wrong.push(String(error));
    }
    return null;
  }

  async function readCount(userId: number): Promise<number | null> {
    const response = await ask(`/api/performance/user/${userId}/summary`);
    return response === null ? null : (await response.json()).tasks_completed;
  }

  async function work(userId: number): Promise<void> {
    let first = await readCount(userId);
    while (first === null && !isStopped) {
      await wait(PAUSE_MILLISECONDS);
      first = await readCount(userId);
    }
    let [sent, done] = [0, 0];
    while (!isStopped) {
      sent += 1;
      const externalId = `COUNT-${userId}-${sent}`;
      const init = { method: "POST", body: createBody(externalId, userId) };
      const response = await ask("/api/performance/assignments", init);
      if (response !== null) {
        await response.arrayBuffer();
        acknowledged.add(externalId);
        done += 1;
        written.set(userId, done);
      }
      const count = await readCount(userId);
      const [least, most] = [(first ?? 0) + done, (first ?? 0) + sent];
      if (count !== null && (count < least || count > most)) {
        wrong.push(`member ${userId} has ${count} completions, not ${least} to ${most}`);
      }
      await wait(PAUSE_MILLISECONDS);
    }
  }

  const working = target.userIds.map(work);
  return {
    acknowledged,
    statuses,
    wrong,
    countRequests: () => [...statuses.values()].reduce((sum, count) => sum + count, 0),
    waitUntilWritten: async () => {
      const startedAt = performance.now();
      const before = new Map(written);
      while (target.userIds.some((id) => (written.get(id) ?? 0) <= (before.get(id) ?? 0))) {
        if (wrong.length > 0) throw new Error(wrong.join("\n"));
        await wait(PAUSE_MILLISECONDS);
      }
      return (performance.now() - startedAt) / 1000;
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(working);
    },
  };
}

function createBody(externalId: string, userId: number): string {
  return JSON.stringify({
    ...{ external_id: externalId, user_id: userId, title: "Renew the certificate" },
    ...{ due_at: "2026-05-17", completed_at: "2026-05-15T14:30:00Z" },
  });
}
