import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { readingAssignments } from "@/lib/performance/access/permissions";
import {
  assignmentChanges,
  changesQuery,
} from "@/lib/performance/assignments/changes/change-schemas";
import { listChanges } from "@/lib/performance/assignments/changes/list-changes";
import { changesRead } from "@/lib/performance/assignments/reads";
import { assignmentParams } from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listAssignmentChanges",
    summary: "List changes of an assignment",
    description: "Each recorded change, the last one first.",
    tags: ["assignments"],
    read: changesRead,
    access: readingAssignments,
    params: assignmentParams,
    query: changesQuery,
    response: assignmentChanges,
    handler: ({ context, params, query }) => listChanges(context, { ...params, ...query }),
  }),
});
