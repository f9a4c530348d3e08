import { methods } from "@/lib/api/methods";
import { openApiDocument } from "@/lib/api/openapi/openapi";
import { route } from "@/lib/api/route";
import { describeApi } from "./document";

const handlers = methods({
  GET: route({
    access: "public",
    response: openApiDocument,
    handler: async () => await Promise.resolve(describeApi(handlers)),
  }),
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers;
