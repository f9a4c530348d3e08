import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getUserSnapshots } from "@/lib/performance/history/get-user-snapshots";
import {
  snapshotsParams,
  snapshotsQuery,
  userSnapshots,
} from "@/lib/performance/history/snapshot-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "user_id", or: "view_team" },
    params: snapshotsParams,
    query: snapshotsQuery,
    response: userSnapshots,
    handler: ({ context, params, query }) =>
      getUserSnapshots(context, { userId: params.user_id, ...query }),
  }),
});
