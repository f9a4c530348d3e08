import { type Method, methodNames } from "@/lib/api/methods";
import type { RouteHandler } from "@/lib/api/route";

export type ApiRoute = {
  readonly method: Method;
  /** As `/api/performance/user/{id}`. */
  readonly path: string;
  readonly handler: RouteHandler;
};

const modules = import.meta.glob<Readonly<Record<string, unknown>>>("./**/route.ts");

/** Every declared route of this folder, by path. Handlers that declare nothing, as those of next-auth, are left out. */
export async function listRoutes(): Promise<readonly ApiRoute[]> {
  const routes = await Promise.all(
    Object.entries(modules).map(async ([file, load]) => {
      const exported = await load();
      const path = toPath(file);
      return methodNames.flatMap((method): ApiRoute[] => {
        const handler = exported[method];
        return isRouteHandler(handler) ? [{ method, path, handler }] : [];
      });
    }),
  );
  return routes.flat().toSorted((one, other) => compare(one.path, other.path));
}

function compare(one: string, other: string): number {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}

/** As `/api/performance/user/{id}` for `./performance/user/[id]/route.ts`. */
function toPath(file: string): string {
  const folder = file.slice(".".length, -"/route.ts".length);
  return `/api${folder.replaceAll("[", "{").replaceAll("]", "}")}`;
}

/** Of what `methods` exports, only the methods of the path carry a declaration. */
function isRouteHandler(value: unknown): value is RouteHandler {
  return typeof value === "function" && "declaration" in value;
}
