import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { nothing } from "@/lib/performance/assignments/write-schemas";
import { startImport } from "@/lib/performance/imports/requests/change-import";
import { importDetail, importParams } from "@/lib/performance/imports/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "startImport",
    summary: "Start an import",
    description: "Of an interactive import that was checked and waits.",
    tags: ["imports"],
    resource: "import",
    access: { permission: "manage_organization" },
    params: importParams,
    body: nothing,
    response: importDetail,
    status: 202,
    handler: ({ context, params }) => startImport(context, params),
  }),
});
