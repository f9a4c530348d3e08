import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { nothing } from "@/lib/performance/assignments/write-schemas";
import { undoImport } from "@/lib/performance/imports/requests/change-import";
import { importDetail, importParams } from "@/lib/performance/imports/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "undoImport",
    summary: "Undo an import",
    description:
      "Assignments that are still as it left them become what they were before it; the others are listed, and new members stay.",
    tags: ["imports"],
    resource: "import",
    access: { permission: "manage_organization" },
    params: importParams,
    body: nothing,
    response: importDetail,
    status: 202,
    handler: ({ context, params }) => undoImport(context, params),
  }),
});
