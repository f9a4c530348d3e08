import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { everythingFile } from "@/lib/performance/privacy/everything-schemas";
import { exportEverything } from "@/lib/performance/privacy/export-everything";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserEverything",
    summary: "Export your data",
    description: "Everything that is stored about you, as one file.",
    tags: ["user"],
    access: { own: "id", or: null },
    params: userParams,
    response: everythingFile,
    handler: ({ context, params }) => exportEverything(context, { userId: params.id }),
  }),
});
