import {
  buildOpenApi,
  type DeclaredMethods,
  type OpenApiDocument,
} from "@/lib/api/openapi/openapi";
import { routes } from "./routes";

let built: OpenApiDocument | null = null;

/** The description of the whole API; `own` is the route that answers it. Made once. */
export function describeApi(own: DeclaredMethods): OpenApiDocument {
  built ??= buildOpenApi({ ...routes, "/api/openapi.json": own });
  return built;
}
