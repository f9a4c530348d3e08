import { methods } from "@/lib/api/methods";
import { buildOpenApi, type OpenApiDocument, openApiDocument } from "@/lib/api/openapi";
import { route } from "@/lib/api/route";
import { routes } from "./routes";

let built: OpenApiDocument | null = null;

const handlers = methods({
  GET: route({
    access: "public",
    response: openApiDocument,
    handler: async () => {
      built ??= buildOpenApi({ ...routes, "/api/openapi.json": handlers });
      return await Promise.resolve(built);
    },
  }),
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers;
