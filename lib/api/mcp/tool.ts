import type { Tool as ToolDefinition } from "@modelcontextprotocol/sdk/types.js";
import { describeInput, describeOutput } from "@/lib/api/mcp/tool-schemas";
import type { Method } from "@/lib/api/methods";
import type { RouteHandler } from "@/lib/api/route";
import type { DeclaredRoute } from "@/lib/api/route-declaration";
import type { CallingActor } from "@/lib/context";
import { canCall } from "@/lib/performance/access/permissions";

/** A route that is a tool too, and its place, as `/api/performance/user/{id}`. */
export type ToolRoute = {
  readonly method: Method;
  readonly path: string;
  readonly handler: RouteHandler;
};

export type Arguments = Readonly<Record<string, unknown>>;

/** The tools that the caller may call, each with the name, the texts and the schemas of its operation. */
export function listTools(routes: readonly ToolRoute[], actor: CallingActor): ToolDefinition[] {
  return routes
    .map(({ handler }) => handler.declaration)
    .filter((declaration) => canCall(actor, declaration.access, fillOwnId(declaration, {}, actor)))
    .map((declaration) => toDefinition(declaration, actor));
}

export function findTool(routes: readonly ToolRoute[], name: string): ToolRoute | undefined {
  return routes.find(({ handler }) => handler.declaration.operationId === name);
}

/** The arguments, with the caller's own id where they name no member. A service account has none. */
export function fillOwnId(
  declaration: DeclaredRoute,
  given: Arguments,
  actor: CallingActor,
): Arguments {
  const name = findOwnParameter(declaration);
  if (name === null || actor.userId === null || (given[name] ?? null) !== null) return given;
  return { ...given, [name]: String(actor.userId) };
}

/** The parameter that names the member whose data the operation is about; null without one. */
function findOwnParameter({ access }: DeclaredRoute): string | null {
  return typeof access === "object" && "own" in access ? access.own : null;
}

function toDefinition(declaration: DeclaredRoute, actor: CallingActor): ToolDefinition {
  const { operationId, summary, description } = declaration;
  const ownParameter = actor.userId === null ? null : findOwnParameter(declaration);
  return {
    name: operationId,
    title: summary,
    description: description === undefined ? `${summary}.` : `${summary}. ${description}`,
    inputSchema: describeInput(declaration, ownParameter),
    outputSchema: describeOutput(declaration),
    annotations: { title: summary, readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  };
}
