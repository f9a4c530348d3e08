import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createInvitations } from "@/lib/auth/password/create-invitations";
import { importMembers } from "@/lib/performance/imports/members/import-members";
import {
  memberFileContentTypes,
  memberFileQuery,
  memberFileResult,
} from "@/lib/performance/imports/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "importMembers",
    summary: "Import members",
    description:
      "The body is a CSV file or an Excel workbook of up to 2,000 people, with a header. Columns: `username`, `email`, `name` (one of them is required), `role`, `team`, `skills` (`SQL:7; Python:5`). It adds members; one who is there already stays as they are.",
    tags: ["members"],
    access: { permission: "manage_organization" },
    query: memberFileQuery,
    upload: memberFileContentTypes,
    response: memberFileResult,
    handler: async ({ context, query, upload }) => {
      const result = await importMembers(context, { query, upload });
      return query.invite === true ? createInvitations(context, result) : result;
    },
  }),
});
