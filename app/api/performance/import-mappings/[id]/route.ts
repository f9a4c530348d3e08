import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { changeMapping, deleteMapping } from "@/lib/performance/imports/mappings/save-mapping";
import {
  mappingChange,
  mappingParams,
  savedMapping,
} from "@/lib/performance/imports/mappings/schemas";
import { removed } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: route({
    operationId: "changeImportMapping",
    summary: "Change a saved mapping",
    description:
      "Another content or other columns are its next version. Imports keep the version that they used.",
    tags: ["imports"],
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
    access: { permission: "manage_organization" },
    params: mappingParams,
    response: removed,
    handler: async ({ context, params }) => {
      await deleteMapping(context, params);
      return params;
    },
  }),
});
