import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { readingContests } from "@/lib/performance/access/permissions";
import { listVisibleContests } from "@/lib/performance/contests/list-contests";
import { contestsRead } from "@/lib/performance/contests/reads";
import { contestList, contestsQuery } from "@/lib/performance/contests/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listContests",
    summary: "List contests",
    description: "Your own and those of members you see, the last raised first.",
    tags: ["contests"],
    read: contestsRead,
    access: readingContests,
    query: contestsQuery,
    response: contestList,
    handler: ({ context, query }) => listVisibleContests(context, query),
  }),
});
