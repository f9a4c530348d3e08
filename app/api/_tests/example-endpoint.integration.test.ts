import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildOpenApi } from "@/lib/api/openapi/openapi";
import { readOperations } from "@/lib/api-reference/read-operations";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { getExpectedStatus, listCases } from "./access-cases";
import { overdueAccess } from "./example-endpoint/overdue-access";
import { GET } from "./example-endpoint/overdue-route";
import { ago, give, makeStudio } from "./make-teams";
import type { FoundRoute } from "./route-tree";

const path = "/api/performance/user/{id}/overdue";
const route: FoundRoute = {
  name: `GET ${path}`,
  method: "GET",
  path,
  handler: GET,
  declaration: GET.declaration,
};

/** The files of the example, in the order of the steps. */
const files = ["schemas.ts", "count-overdue.ts", "overdue-route.ts", "overdue-access.ts"];

describe("the endpoint that CONTRIBUTING.md adds", () => {
  it("has the code of the example", () => {
    const guide = readFileSync(join(import.meta.dirname, "../../../CONTRIBUTING.md"), "utf8");
    const [, section = ""] = guide.split("\n## Add an endpoint\n");
    const [steps = ""] = section.split("\n## ");
    const blocks = [...steps.matchAll(/^ *```ts\n([\s\S]*?)^ *```$/gm)].map(([, code = ""]) =>
      code.replace(/^ {3}/gm, ""),
    );
    const codes = files.map((file) => {
      const text = readFileSync(join(import.meta.dirname, "example-endpoint", file), "utf8");
      return text.replace(/^import (?:"|[^;]*? from ")[^"]*";\n/gm, "").trimStart();
    });
    expect(blocks).toEqual(codes);
    expect(steps.match(/^\d\. /gm)).toHaveLength(3);
  });
});

describe("the endpoint of the example", () => {
  let database: Database;

  beforeAll(async () => {
    database = await connectDatabase();
    return closeDatabase;
  });

  it("is described in the OpenAPI document and in the reference", () => {
    const document = buildOpenApi([route]);
    expect(document.paths[path]?.get?.operationId).toBe("countOverdue");
    const operations = readOperations(document);
    expect(operations).toMatchObject([
      { id: "countOverdue", path, group: "user", summary: "Count overdue assignments" },
    ]);
  });

  it("is a route of the access matrix", () => {
    const actor = {
      name: "a member",
      key: "colleague" as const,
      role: "employee" as const,
      team: null,
      leadScope: "team" as const,
      scopes: null,
      isValid: true,
      headers: {},
    };
    const statuses = listCases([route], [actor], overdueAccess).map((one) => [
      one.location,
      getExpectedStatus("named", one),
    ]);
    expect(Object.fromEntries(statuses)).toMatchObject({ self: "ok", first: 403, foreign: 403 });
  });

  it("responds to those who may call it", async () => {
    const { lead, member, otherMember } = await makeStudio(database);
    await give(lead, member.id, { due_at: ago(24) });
    const call = (by: typeof lead, id: number) => by.caller.call(GET, { params: { id } });
    const response = { status: 200, body: { user_id: member.id, overdue: 1 } };
    expect(await call(lead, member.id)).toEqual(response);
    expect(await call(member, member.id)).toEqual(response);
    expect(await call(lead, otherMember.id)).toMatchObject({ status: 404 });
    expect(await call(otherMember, member.id)).toMatchObject({ status: 403 });
  });
});
