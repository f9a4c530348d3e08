import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userSnapshotsExample } from "@/lib/performance/history/examples";
import { getUserSnapshots } from "@/lib/performance/history/get-user-snapshots";
import {
  snapshotsParams,
  snapshotsQuery,
  userSnapshots,
} from "@/lib/performance/history/snapshot-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserSnapshots",
    summary: "List daily snapshots",
    description: "The member's days with completions, and the totals at the end of each.",
    tags: ["user"],
    examples: { response: userSnapshotsExample },
    access: { own: "user_id", or: "view_team" },
    params: snapshotsParams,
    query: snapshotsQuery,
    response: userSnapshots,
    handler: ({ context, params, query }) =>
      getUserSnapshots(context, { userId: params.user_id, ...query }),
  }),
});
