import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeApi } from "@/app/api/openapi.json/document";
import { findBreaks } from "./find-breaks.mjs";
import { listGeneratedFiles } from "./generate/files.mjs";
import { documentFile } from "./paths.mjs";

const committed = JSON.parse(readFileSync(documentFile, "utf8"));
const current = JSON.parse(JSON.stringify(await describeApi()));

/** The breaks of a change to a copy of the document. */
function findBreaksOf(change) {
  const changed = structuredClone(committed);
  change(changed);
  return findBreaks(committed, changed);
}

const getSchema = ({ components }, name) => components.schemas[name];

describe("the document of the API", () => {
  it("breaks no client that was made from the committed document", () => {
    expect(findBreaks(committed, current)).toEqual([]);
  });

  it("is the committed document, which `npx vitest run --project unit scripts/clients -u` writes", async () => {
    await expect(`${JSON.stringify(current, null, 2)}\n`).toMatchFileSnapshot(documentFile);
  });
});

describe("the clients", () => {
  const files = listGeneratedFiles(committed);

  it.each(files)("$file is what `npm run clients:generate` writes", ({ file, text }) => {
    expect(readFileSync(file, "utf8") === text).toBe(true);
  });

  it("have a function for each operation", () => {
    const [, typescript, python] = files;
    const ids = Object.values(committed.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids.filter((id) => !typescript.text.includes(`      ${id}: (`))).toEqual([]);
    const names = ids.map((id) => id.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase());
    expect(names.filter((name) => !python.text.includes(`    def ${name}(`))).toEqual([]);
    expect(ids.length).toBeGreaterThan(100);
  });
});

describe("a change of the document", () => {
  it("breaks clients where it removes an operation", () => {
    const breaks = findBreaksOf(({ paths }) => delete paths["/api/performance/members"].get);
    expect(breaks).toEqual(["listMembers was removed."]);
  });

  it("breaks clients where it removes a field of a response", () => {
    const breaks = findBreaksOf(
      (document) => delete getSchema(document, "JobList").properties.jobs,
    );
    expect(breaks).toEqual(["listJobs: jobs of the response was removed."]);
  });

  it("breaks clients where it requires a new field of a request", () => {
    const breaks = findBreaksOf((document) => {
      const schema = getSchema(document, "NewMember");
      schema.properties.pronouns = { type: "string" };
      schema.required.push("pronouns");
    });
    expect(breaks).toEqual(["createMember now requires pronouns of the request."]);
  });

  it("breaks clients where it changes the type of a field", () => {
    const breaks = findBreaksOf((document) => {
      getSchema(document, "SkillList").properties.next_cursor = { type: "integer" };
    });
    expect(breaks).toEqual([
      "listSkills: the type of next_cursor of the response was null or string and is integer.",
    ]);
  });

  it("breaks clients where a request no longer takes a value", () => {
    const breaks = findBreaksOf(({ paths }) => {
      const { parameters } = paths["/api/performance/contests"].get;
      parameters.find(({ name }) => name === "status").schema.enum.shift();
    });
    expect(breaks).toEqual(['listContests: the parameter status no longer takes "open".']);
  });

  it("breaks clients where it requires a parameter", () => {
    const breaks = findBreaksOf(({ paths }) => {
      paths["/api/performance/skills"].get.parameters[0].required = true;
    });
    expect(breaks).toEqual(["listSkills now requires the parameter limit."]);
  });

  it("breaks no client where it adds an operation, a field of a response or an optional one of a request", () => {
    const breaks = findBreaksOf((document) => {
      document.paths["/api/new"] = { get: document.paths["/api/me"].get };
      getSchema(document, "Member").properties.pronouns = { type: "string" };
      getSchema(document, "NewMember").properties.pronouns = { type: "string" };
    });
    expect(breaks).toEqual([]);
  });
});
