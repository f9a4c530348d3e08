import { type ApiRoute, listRoutes } from "@/app/api/list-routes";
import type { DeclaredRoute } from "@/lib/api/route-declaration";

export type FoundRoute = ApiRoute & {
  /** As `GET /api/performance/user/{id}`. */
  readonly name: string;
  readonly declaration: DeclaredRoute;
};

/** Every route of the API, with its name. */
export async function findRoutes(): Promise<readonly FoundRoute[]> {
  const routes = await listRoutes();
  return routes.map((route) => ({
    ...route,
    name: `${route.method} ${route.path}`,
    declaration: route.handler.declaration,
  }));
}
