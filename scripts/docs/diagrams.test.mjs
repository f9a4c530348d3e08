import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { drawEntities, fillArchitecturePage, fillSection, readModels } from "./diagrams.mjs";

const schema = `
model Team {
  organizationId Int
  id             Int  @default(autoincrement())
  members        User[]

  @@id([organizationId, id])
}

model User {
  id     Int   @id
  teamId Int?
  team   Team? @relation(fields: [organizationId, teamId], references: [organizationId, id])
}
`;

describe("the diagrams of the architecture page", () => {
  test("show each model with its key", () => {
    expect(
      readModels(schema).map(({ name, keys }) => [name, keys.map(({ field }) => field)]),
    ).toEqual([
      ["Team", ["organizationId", "id"]],
      ["User", ["id"]],
    ]);
  });

  test("show a foreign key as a line to its parent", () => {
    expect(drawEntities(schema)).toContain("Team |o--o{ User : team");
  });

  test("need their section on the page", () => {
    expect(() => fillSection("# A page", "entities", "text")).toThrow('no section "entities"');
  });

  test("are up to date: otherwise run `npm run docs:diagrams`", () => {
    const page = readFileSync("docs/architecture.md", "utf8");
    expect(page).toBe(fillArchitecturePage(page, readFileSync("prisma/schema.prisma", "utf8")));
  });
});
