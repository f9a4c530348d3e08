import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { nothing } from "@/lib/performance/assignments/write-schemas";
import { cancelImport } from "@/lib/performance/imports/requests/change-import";
import { importDetail, importParams } from "@/lib/performance/imports/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "cancelImport",
    summary: "Cancel an import",
    description: "What it applied stays, and can be undone.",
    tags: ["imports"],
    resource: "import",
    access: { permission: "manage_organization" },
    params: importParams,
    body: nothing,
    response: importDetail,
    handler: ({ context, params }) => cancelImport(context, params),
  }),
});
