import { methods } from "@/lib/api/methods";
import { openApiDocument } from "@/lib/api/openapi/openapi";
import { route } from "@/lib/api/route";
import { describeApi } from "./document";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getOpenApi",
    summary: "Get the OpenAPI document",
    tags: ["openapi.json"],
    access: "public",
    response: openApiDocument,
    handler: () => describeApi(),
  }),
});
