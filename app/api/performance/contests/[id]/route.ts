import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { readingContests } from "@/lib/performance/access/permissions";
import { getContest } from "@/lib/performance/contests/get-contest";
import { contestRead } from "@/lib/performance/contests/reads";
import { contest, contestParams } from "@/lib/performance/contests/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getContest",
    summary: "Get a contest",
    tags: ["contests"],
    read: contestRead,
    resource: "contest",
    access: readingContests,
    params: contestParams,
    response: contest,
    handler: ({ context, params }) => getContest(context, params),
  }),
});
