import { subjects } from "../lint/subjects.mjs";

const modelPattern = /^model (\w+) \{\n([\s\S]*?)^\}/gm;
const fieldPattern = /^ {2}(\w+)\s+(\w+)(\[\]|\?)?(.*)$/gm;

/** @returns the models of a Prisma schema, each with its own columns and the models it belongs to. */
export function readModels(schema) {
  const models = [...schema.matchAll(modelPattern)].map(([, name, body]) => ({ name, body }));
  const names = new Set(models.map(({ name }) => name));
  return models.map(({ name, body }) => {
    const fields = [...body.matchAll(fieldPattern)].map(([, field, type, mark, rest]) => ({
      field,
      type,
      isOptional: mark === "?",
      isParent: names.has(type) && rest.includes("@relation(fields:"),
      isKey: rest.includes("@id") || new RegExp(`@@id\\(\\[[^\\]]*\\b${field}\\b`).test(body),
      isRelation: names.has(type),
    }));
    return {
      name,
      parents: fields.filter(({ isParent }) => isParent),
      keys: fields.filter(({ isKey, isRelation }) => isKey && !isRelation),
    };
  });
}

/** An entity diagram in Mermaid: each model with its key, and each foreign key as a line to its parent. */
export function drawEntities(schema) {
  const models = readModels(schema);
  const boxes = models.map(({ name, keys }) => {
    const columns = keys.map(({ field, type }) => `    ${type} ${field} PK`);
    return [`  ${name} {`, ...columns, "  }"].join("\n");
  });
  const lines = models.flatMap(({ name, parents }) =>
    parents.map(
      ({ field, type, isOptional }) =>
        `  ${type} ${isOptional ? "|o" : "||"}--o{ ${name} : ${field}`,
    ),
  );
  return ["```mermaid", "erDiagram", ...boxes, ...lines, "```"].join("\n");
}

/** The subjects of `lib/performance` from the table of layers, lowest first. */
export function drawSubjects() {
  return ["```mermaid", "flowchart BT", `  ${subjects.join(" --> ")}`, "```"].join("\n");
}

/** Puts text between `<!-- name -->` and `<!-- /name -->`. */
export function fillSection(page, name, text) {
  const pattern = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!pattern.test(page)) {
    throw new Error(`The page has no section "${name}".`);
  }
  return page.replace(pattern, (_, start, end) => `${start}${text}\n${end}`);
}

export function fillArchitecturePage(page, schema) {
  return fillSection(
    fillSection(page, "subjects", drawSubjects()),
    "entities",
    drawEntities(schema),
  );
}
