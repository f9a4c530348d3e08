import { methods } from "@/lib/api/methods";
import { openApiDocument } from "@/lib/api/openapi/openapi";
import { route } from "@/lib/api/route";
import { describeApi } from "./document";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: "public",
    response: openApiDocument,
    handler: () => describeApi(),
  }),
});
