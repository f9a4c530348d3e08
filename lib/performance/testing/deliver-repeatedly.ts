import * as webhookRoute from "@/app/api/webhooks/[connection_id]/route";
import type { Context } from "@/lib/context";
import { createDelivery, makeConnection, type TestConnection } from "./make-connection";
import { makeOrganization } from "./make-organization";

type Sent = Parameters<typeof createDelivery>[1];

/** Sends a delivery as the other system does. */
export async function sendDelivery(connection: TestConnection, sent: Sent) {
  const response = await webhookRoute.POST(createDelivery(connection, sent), {
    params: Promise.resolve({ connection_id: connection.publicId }),
  });
  return { status: response.status, body: await response.json() };
}

const TIMES_EACH = 3;
const AT_ONCE = 8;

/**
 * Sends deliveries of one completed assignment each, three times each, in random order and several at once.
 *
 * @returns how often each status was the response, and the organization.
 */
export async function deliverRepeatedly(
  database: Context["database"],
  deliveries: number,
): Promise<{ readonly context: Context; readonly statuses: Readonly<Record<string, number>> }> {
  const { context, userIds } = await makeOrganization(database, { members: 20 });
  const connection = await makeConnection(context, "webhook");
  const queue = shuffle(
    Array.from({ length: deliveries * TIMES_EACH }, (_, index) => index % deliveries),
  );
  const statuses: Record<string, number> = {};
  const work = async () => {
    for (let number = queue.pop(); number !== undefined; number = queue.pop()) {
      const item = {
        ...{ external_id: `D-${number}`, title: "Delivered", difficulty: 5 },
        ...{ user_id: userIds[number % userIds.length], due_at: "2026-03-09" },
        ...{ completed_at: "2026-03-05T10:00:00Z", updated_at: "2026-03-05T10:00:00Z" },
      };
      const { body } = await sendDelivery(connection, {
        id: `delivery-${number}`,
        body: { assignments: [item] },
      });
      statuses[body.status] = (statuses[body.status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { context, statuses };
}

/** Mixes by the generator of Park and Miller with a fixed seed, so that each run has the same order. */
function shuffle(items: readonly number[]): number[] {
  const mixed = [...items];
  let state = 20_261_202;
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (last + 1);
    [mixed[last], mixed[other]] = [mixed[other] ?? 0, mixed[last] ?? 0];
  }
  return mixed;
}
