import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createConnection } from "@/lib/performance/connections/create-connection";
import { listConnections } from "@/lib/performance/connections/list-connections";
import { connectionsRead } from "@/lib/performance/connections/reads";
import {
  connectionList,
  connectionWithSecret,
  newConnection,
} from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listConnections",
    summary: "List connections",
    description: "Other systems that deliver work by webhooks, and how their deliveries went.",
    tags: ["connections"],
    read: connectionsRead,
    access: { permission: "manage_organization" },
    response: connectionList,
    handler: ({ context }) => listConnections(context),
  }),
  POST: route({
    operationId: "createConnection",
    summary: "Create a connection",
    description:
      "With its secret, which is shown only once. Enter the secret and the path in the other system.",
    tags: ["connections"],
    examples: {
      request: {
        kind: "github",
        name: "GitHub",
        settings: { difficulty_from: "labels", difficulties: { small: 2, large: 8 } },
      },
    },
    access: { permission: "manage_organization" },
    body: newConnection,
    response: connectionWithSecret,
    status: 201,
    hasSecret: true,
    creates: { path: "/api/performance/connections/{id}", findId: ({ id }) => id },
    handler: ({ context, body }) => createConnection(context, body),
  }),
});
