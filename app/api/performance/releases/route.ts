import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { listReleases } from "@/lib/performance/releases/list-releases";
import { releasesRead } from "@/lib/performance/releases/reads";
import { releaseList, releasesQuery } from "@/lib/performance/releases/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listReleases",
    summary: "List statistical releases",
    description: "Figures of groups that were computed once, after the end of a month.",
    tags: ["team"],
    read: releasesRead,
    access: { permission: "view_team" },
    query: releasesQuery,
    response: releaseList,
    handler: ({ context, query }) => listReleases(context, query),
  }),
});
