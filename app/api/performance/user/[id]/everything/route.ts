import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { everythingFile } from "@/lib/performance/schemas/everything";
import { userParams } from "@/lib/performance/schemas/user";
import { exportEverything } from "@/lib/performance/services/export-everything";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "id", or: null },
    params: userParams,
    response: everythingFile,
    handler: ({ context, params }) => exportEverything(context, { userId: params.id }),
  }),
});
