import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getMapping } from "@/lib/performance/imports/mappings/list-mappings";
import { changeMapping, deleteMapping } from "@/lib/performance/imports/mappings/save-mapping";
import {
  mappingChange,
  mappingParams,
  savedMapping,
} from "@/lib/performance/imports/mappings/schemas";
import { removed } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getImportMapping",
    summary: "Get a saved mapping",
    description: "How files are read by it, in its newest version.",
    tags: ["imports"],
    resource: "import_mapping",
    access: { permission: "manage_organization" },
    params: mappingParams,
    response: savedMapping,
    handler: ({ context, params }) => getMapping(context, params),
  }),
  PATCH: route({
    operationId: "changeImportMapping",
    summary: "Change a saved mapping",
    description:
      "Another content or other columns are its next version. Imports keep the version that they used.",
    tags: ["imports"],
    resource: "import_mapping",
    examples: { request: { name: "Weekly board, teams" } },
    access: { permission: "manage_organization" },
    params: mappingParams,
    body: mappingChange,
    response: savedMapping,
    handler: ({ context, params, body }) => changeMapping(context, { ...params, ...body }),
  }),
  DELETE: route({
    operationId: "deleteImportMapping",
    summary: "Delete a saved mapping",
    description: "Imports that used it still say so.",
    tags: ["imports"],
    resource: "import_mapping",
    access: { permission: "manage_organization" },
    params: mappingParams,
    response: removed,
    handler: async ({ context, params }) => {
      await deleteMapping(context, params);
      return params;
    },
  }),
});
