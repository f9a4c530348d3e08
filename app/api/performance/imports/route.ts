import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { importsRead } from "@/lib/performance/imports/reads";
import { listImports } from "@/lib/performance/imports/requests/list-imports";
import { receiveImport } from "@/lib/performance/imports/requests/receive-import";
import {
  importContentTypes,
  importDetail,
  importList,
  importsQuery,
} from "@/lib/performance/imports/schemas";
import { importQuery } from "@/lib/performance/imports/settings-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listImports",
    summary: "List imports",
    description: "Of files by any way: who imported what, and what became of its rows.",
    tags: ["imports"],
    read: importsRead,
    access: { permission: "manage_organization" },
    query: importsQuery,
    response: importList,
    handler: ({ context, query }) => listImports(context, query),
  }),
  POST: route({
    operationId: "createImport",
    summary: "Import a file of assignments",
    description:
      "The body is the file, of up to 512 MB. What it leaves open is an error that names the parameter, unless `interactive` is true.",
    tags: ["imports"],
    access: { permission: "manage_organization" },
    query: importQuery,
    upload: importContentTypes,
    response: importDetail,
    status: 202,
    creates: { path: "/api/performance/imports/{id}", findId: ({ id }) => id },
    handler: ({ context, query, upload }) => receiveImport(context, { query, upload }),
  }),
});
