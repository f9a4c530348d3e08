import { readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Method, methodNames } from "@/lib/api/methods";
import type { RouteHandler } from "@/lib/api/route";
import type { DeclaredRoute } from "@/lib/api/route-declaration";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Addresses that are no part of the API: next-auth's own, and what answers where nothing is. */
const undescribed = ["/api/auth/[...nextauth]", "/api/[[...path]]"];

export type FoundRoute = {
  readonly method: Method;
  /** As `/api/performance/user/{id}`. */
  readonly path: string;
  readonly name: string;
  readonly declaration: DeclaredRoute;
  readonly handler: RouteHandler;
};

/** Every route of the API, from the folders on disk. */
export async function findRoutes(): Promise<readonly FoundRoute[]> {
  const found: FoundRoute[] = [];
  for (const file of listRouteFiles()) {
    const address = `/api/${relative(folder, dirname(file)).split(sep).join("/")}`;
    if (undescribed.includes(address)) continue;
    const exported: Record<string, unknown> = await import(/* @vite-ignore */ file);
    const path = address.replace(/\[(\w+)\]/g, "{$1}");
    for (const method of methodNames) {
      const handler = exported[method];
      if (isRouteHandler(handler)) {
        const { declaration } = handler;
        found.push({ method, path, name: `${method} ${path}`, declaration, handler });
      }
    }
  }
  return found;
}

function listRouteFiles(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file === "route.ts" || file.endsWith(`${sep}route.ts`))
    .map((file) => join(folder, file))
    .sort();
}

/** What `methods` exports for a method that the address takes carries its declaration. */
function isRouteHandler(value: unknown): value is RouteHandler {
  return typeof value === "function" && "declaration" in value;
}
