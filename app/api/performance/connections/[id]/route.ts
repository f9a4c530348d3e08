import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { changeConnection } from "@/lib/performance/connections/change-connection";
import { getConnection } from "@/lib/performance/connections/list-connections";
import { connectionRead } from "@/lib/performance/connections/reads";
import {
  connection,
  connectionChange,
  connectionParams,
} from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getConnection",
    summary: "Get a connection",
    tags: ["connections"],
    read: connectionRead,
    resource: "connection",
    access: { permission: "manage_organization" },
    params: connectionParams,
    response: connection,
    handler: ({ context, params }) => getConnection(context, params),
  }),
  PATCH: route({
    operationId: "updateConnection",
    summary: "Change a connection",
    description: "Renames it, replaces its settings, or switches it on or off.",
    tags: ["connections"],
    examples: { request: { is_enabled: false } },
    resource: "connection",
    access: { permission: "manage_organization" },
    params: connectionParams,
    body: connectionChange,
    response: connection,
    handler: ({ context, params, body }) => changeConnection(context, { ...params, ...body }),
  }),
});
