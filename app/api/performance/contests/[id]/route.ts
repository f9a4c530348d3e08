import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { readingContests } from "@/lib/performance/access";
import { contest, contestParams } from "@/lib/performance/schemas/contests";
import { getContest } from "@/lib/performance/services/get-contest";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: readingContests,
    params: contestParams,
    response: contest,
    handler: ({ context, params }) => getContest(context, params),
  }),
});
