import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { exportRejections } from "@/lib/performance/imports/requests/export-rejections";
import { importParams, rejectionsFile } from "@/lib/performance/imports/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "exportRejections",
    summary: "Export the rejected rows of an import",
    description:
      "In the columns of its file, with the reasons. Once mended, the file can be imported as it is.",
    tags: ["imports"],
    access: { permission: "manage_organization" },
    params: importParams,
    response: rejectionsFile,
    handler: ({ context, params }) => exportRejections(context, params),
  }),
});
