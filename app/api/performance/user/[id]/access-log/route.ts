import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { accessLogQuery, userAccessLog } from "@/lib/performance/privacy/access-log-schemas";
import { getAccessLog } from "@/lib/performance/privacy/get-access-log";
import { accessLogRead } from "@/lib/performance/privacy/reads";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserAccessLog",
    summary: "List access records",
    description: "Who viewed your figures, when, and where.",
    tags: ["user"],
    read: accessLogRead,
    access: { own: "id", or: null },
    params: userParams,
    query: accessLogQuery,
    response: userAccessLog,
    handler: ({ context, params, query }) => getAccessLog(context, { userId: params.id, ...query }),
  }),
});
