import type { ConnectionKind } from "@/lib/auth/connections/connection-kinds";
import { computeSignature } from "@/lib/auth/connections/signatures";
import type { Context } from "@/lib/context";
import { createConnection } from "@/lib/performance/connections/create-connection";
import { connectionSettings } from "@/lib/performance/connections/schemas";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";

export type TestConnection = {
  readonly id: number;
  readonly kind: ConnectionKind;
  readonly publicId: string;
  readonly secret: string;
};

/** A new connection, whose secret only this returns. */
export async function makeConnection(
  context: Context,
  kind: ConnectionKind,
  settings: Parameters<typeof connectionSettings.parse>[0] = {},
): Promise<TestConnection> {
  const made = await createConnection(context, {
    ...{ kind, name: `Connection ${makeUniqueName()}` },
    settings: connectionSettings.parse(settings),
  });
  return {
    ...{ id: made.id, kind, secret: made.secret },
    publicId: made.path.slice(made.path.lastIndexOf("/") + 1),
  };
}

/** A delivery that can be replayed: of an item that is not there. */
export async function makeStoredDelivery(context: Context): Promise<number> {
  const { database, organizationId, now } = context;
  const { id: connectionId } = await makeConnection(context, "webhook");
  const item = { external_id: "none", updated_at: "2026-03-05T10:00:00Z", is_deleted: true };
  const { id } = await database.webhookDelivery.create({
    data: {
      ...{ organizationId, connectionId, deliveryId: "delivery", receivedAt: now },
      ...{ status: "rejected", body: JSON.stringify({ assignments: [item] }) },
    },
  });
  return Number(id);
}

/** A person of another system who is no known member. */
export async function makeConnectionPerson(context: Context): Promise<number> {
  const { database, organizationId, now } = context;
  const { id: connectionId } = await makeConnection(context, "github");
  const { id } = await database.connectionPerson.create({
    data: {
      ...{ organizationId, connectionId, name: "login", shown: "login" },
      ...{ firstSeenAt: now, lastSeenAt: now },
    },
  });
  return id;
}

const idHeaders = {
  webhook: "webhook-id",
  github: "x-github-delivery",
  jira: "x-atlassian-webhook-identifier",
} as const;

const signatureHeaders = {
  webhook: "webhook-signature",
  github: "x-hub-signature-256",
  jira: "x-hub-signature",
} as const;

type Sent = {
  readonly id: string;
  readonly body: unknown;
  readonly at?: Date;
  readonly event?: string;
  /** By default that of the connection. */
  readonly secret?: string;
};

/** A delivery as the other system signs and sends it. */
export function createDelivery(
  { kind, secret: ownSecret }: Pick<TestConnection, "kind" | "secret">,
  { id, body, at = frozenNow, event, secret = ownSecret }: Sent,
): Request {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = new Headers({
    "content-type": "application/json",
    [idHeaders[kind]]: id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    ...(event !== undefined && { "x-github-event": event }),
  });
  const bytes = new TextEncoder().encode(text);
  headers.set(signatureHeaders[kind], computeSignature(kind, secret, { headers, bytes }));
  return new Request("http://localhost:3000/api/test", { method: "POST", headers, body: text });
}
