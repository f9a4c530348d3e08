import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { replayRejected } from "@/lib/performance/connections/replay-rejected";
import {
  connectionParams,
  rejectedReplay,
  replayedDeliveries,
} from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "replayRejectedDeliveries",
    summary: "Replay the rejected deliveries of a connection",
    description:
      "Takes those with rejected items once more, the oldest first, at most 50 in a request, with the present settings and known people.",
    tags: ["connections"],
    access: { permission: "manage_organization" },
    params: connectionParams,
    body: rejectedReplay,
    response: replayedDeliveries,
    handler: ({ context, params, body }) => replayRejected(context, { ...params, ...body }),
  }),
});
