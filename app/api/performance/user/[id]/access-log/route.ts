import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { accessLogQuery, userAccessLog } from "@/lib/performance/schemas/access-log";
import { userParams } from "@/lib/performance/schemas/user";
import { getAccessLog } from "@/lib/performance/services/get-access-log";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "id", or: null },
    params: userParams,
    query: accessLogQuery,
    response: userAccessLog,
    handler: ({ context, params, query }) => getAccessLog(context, { userId: params.id, ...query }),
  }),
});
