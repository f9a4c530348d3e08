import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { importRead } from "@/lib/performance/imports/reads";
import { changeImport } from "@/lib/performance/imports/requests/change-import";
import { getImport } from "@/lib/performance/imports/requests/get-import";
import { importDetail, importParams } from "@/lib/performance/imports/schemas";
import { importSettings } from "@/lib/performance/imports/settings-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getImport",
    summary: "Get an import",
    description: "Where it is, what was recognized in the file, and what it does.",
    tags: ["imports"],
    read: importRead,
    resource: "import",
    access: { permission: "manage_organization" },
    params: importParams,
    response: importDetail,
    handler: ({ context, params }) => getImport(context, params),
  }),
  PATCH: route({
    operationId: "changeImport",
    summary: "Change how an import reads its file",
    description:
      "Only of an interactive import that waits for its start. Absent settings stay; it is checked again.",
    tags: ["imports"],
    examples: {
      request: {
        date_order: "dmy",
        people: [{ name: "sam", is: "member", member: "sam@acme.example" }],
      },
    },
    resource: "import",
    access: { permission: "manage_organization" },
    params: importParams,
    body: importSettings,
    response: importDetail,
    handler: ({ context, params, body }) => changeImport(context, { ...params, change: body }),
  }),
});
