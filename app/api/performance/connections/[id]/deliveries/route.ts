import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { listDeliveries } from "@/lib/performance/connections/list-deliveries";
import { deliveriesRead } from "@/lib/performance/connections/reads";
import {
  connectionParams,
  deliveriesQuery,
  deliveryList,
} from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listDeliveries",
    summary: "List deliveries of a connection",
    description: "Of the last 30 days, newest first, with the rejected items and their reasons.",
    tags: ["connections"],
    read: deliveriesRead,
    access: { permission: "manage_organization" },
    params: connectionParams,
    query: deliveriesQuery,
    response: deliveryList,
    handler: ({ context, params, query }) => listDeliveries(context, { ...params, ...query }),
  }),
});
