import { setTimeout as wait } from "node:timers/promises";

const WRITERS = 3;
const PAUSE_MILLISECONDS = 50;

export type Writers = {
  /** The external ids of the completions that the service acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  /** The statuses of all responses, in order. */
  readonly listStatuses: () => readonly number[];
  /** How many requests were rejected since the last call, by status. */
  readonly describeRejected: () => string;
  readonly stop: () => Promise<void>;
};

/** Complete one assignment after another for a member, until they are stopped. */
export function startWriters(target: {
  readonly address: string;
  readonly token: string;
  readonly userId: number;
}): Writers {
  const acknowledged = new Set<string>();
  const statuses = new Set<number>();
  const rejected = new Map<number, number>();
  let isStopped = false;
  let sent = 0;
  const writing = Array.from({ length: WRITERS }, async () => {
    while (!isStopped) {
      sent += 1;
      const externalId = `WRITE-${sent}`;
      const status = await write(target, externalId);
      statuses.add(status);
      if (status === 200) acknowledged.add(externalId);
      else rejected.set(status, (rejected.get(status) ?? 0) + 1);
      await wait(PAUSE_MILLISECONDS);
    }
  });
  return {
    acknowledged,
    listStatuses: () => [...statuses].sort((left, right) => left - right),
    describeRejected: () => {
      const counts = [...rejected].map(([status, count]) => `${count} × ${status}`);
      rejected.clear();
      return counts.length === 0 ? "none rejected" : `rejected: ${counts.join(", ")}`;
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(writing);
    },
  };
}

async function write(
  { address, token, userId }: { address: string; token: string; userId: number },
  externalId: string,
): Promise<number> {
  const response = await fetch(`${address}/api/performance/assignments`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      ...{ external_id: externalId, user_id: userId, title: "Renew the certificate" },
      ...{ due_at: "2026-05-17", completed_at: "2026-05-15T14:30:00Z" },
    }),
  });
  await response.arrayBuffer();
  return response.status;
}
