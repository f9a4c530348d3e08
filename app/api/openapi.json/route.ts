import { methods } from "@/lib/api/methods";
import { openApiDocument } from "@/lib/api/openapi/openapi";
import { API_VERSION } from "@/lib/api/response-headers";
import { route } from "@/lib/api/route";
import { describeApi } from "./document";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getOpenApi",
    summary: "Get the OpenAPI document",
    tags: ["service"],
    examples: {
      response: {
        openapi: "3.1.1",
        info: { title: "Performance Tracking Service", version: API_VERSION },
        paths: {},
        components: { schemas: {} },
      },
    },
    access: "public",
    response: openApiDocument,
    handler: () => describeApi(),
  }),
});
