import { listRoutes } from "@/app/api/list-routes";
import { buildOpenApi } from "@/lib/api/openapi/openapi";
import { once } from "@/lib/once";

/** The description of the whole API. */
export const describeApi = once(() => listRoutes().then(buildOpenApi));
