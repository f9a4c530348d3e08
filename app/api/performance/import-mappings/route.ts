import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { listMappings } from "@/lib/performance/imports/mappings/list-mappings";
import { createMapping } from "@/lib/performance/imports/mappings/save-mapping";
import {
  newMapping,
  savedMapping,
  savedMappings,
} from "@/lib/performance/imports/mappings/schemas";
import { mappingsRead } from "@/lib/performance/imports/reads";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listImportMappings",
    summary: "List saved mappings",
    description: "How files are read, as administrators saved it, each in its newest version.",
    tags: ["imports"],
    read: mappingsRead,
    access: { permission: "manage_organization" },
    response: savedMappings,
    handler: ({ context }) => listMappings(context),
  }),
  POST: route({
    operationId: "createImportMapping",
    summary: "Save a mapping",
    description:
      "A file with the same columns is read by it from now on, unless the request chooses another mapping.",
    tags: ["imports"],
    examples: {
      request: {
        name: "Weekly board",
        mapping: {
          columns: { external_id: "Ticket", title: "What", assignee: "Who", due_at: "Until" },
          date_order: "dmy",
        },
        columns: ["Ticket", "What", "Who", "Until"],
      },
    },
    access: { permission: "manage_organization" },
    body: newMapping,
    response: savedMapping,
    status: 201,
    creates: { path: "/api/performance/import-mappings/{id}", findId: ({ id }) => id },
    handler: ({ context, body }) => createMapping(context, body),
  }),
});
