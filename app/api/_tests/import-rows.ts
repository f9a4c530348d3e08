import type { AccessRow, IdRule } from "./access-row";
import { administratorsOnly, createAdminRow } from "./access-row-builders";
import { allowRight } from "./access-rules";

const choosingMapping: IdRule = {
  kind: "importMapping",
  rule: allowRight("manage_organization"),
  isOptional: true,
};

/** The expected access to the routes of imports and connections. */
export const importRows: Readonly<Record<string, AccessRow>> = {
  "GET /api/performance/imports": administratorsOnly,
  "POST /api/performance/imports": {
    ids: { mapping_id: choosingMapping },
    upload: { contentType: "text/csv", text: "external_id,title,assignee\nmatrix,Task,ada\n" },
  },
  "GET /api/performance/imports/{id}": createAdminRow("import"),
  "PATCH /api/performance/imports/{id}": {
    fixedIds: () => ({ id: "import" }),
    ids: {
      id: { kind: "import", rule: allowRight("manage_organization") },
      mapping_id: choosingMapping,
    },
    body: () => ({}),
    isDestructive: true,
  },
  "GET /api/performance/import-mappings": administratorsOnly,
  "POST /api/performance/import-mappings": {
    ...administratorsOnly,
    body: (unique) => ({ name: unique, mapping: {} }),
  },
  "GET /api/performance/import-mappings/{id}": createAdminRow("importMapping"),
  "PATCH /api/performance/import-mappings/{id}": createAdminRow("importMapping", () => ({})),
  "DELETE /api/performance/import-mappings/{id}": {
    ...createAdminRow("importMapping"),
    isDestructive: true,
  },
  "GET /api/performance/connections": administratorsOnly,
  "POST /api/performance/connections": {
    ...administratorsOnly,
    body: (unique) => ({ kind: "github", name: unique }),
  },
  "GET /api/performance/connections/{id}": createAdminRow("connection"),
  "PATCH /api/performance/connections/{id}": createAdminRow("connection", () => ({
    is_enabled: true,
  })),
  "POST /api/performance/connections/{id}/rotate": createAdminRow("connection", () => ({})),
  "POST /api/performance/connections/{id}/end-old-secret": createAdminRow("connection", () => ({})),
  "GET /api/performance/connections/{id}/deliveries": createAdminRow("connection"),
  "GET /api/performance/connections/{id}/people": createAdminRow("connection"),
  "POST /api/performance/connections/{id}/replay-rejected": createAdminRow(
    "connection",
    () => ({}),
  ),
  "POST /api/performance/connections/deliveries/{id}/replay": createAdminRow(
    "delivery",
    () => ({}),
  ),
  "PATCH /api/performance/connections/people/{id}": {
    ids: {
      id: { kind: "connectionPerson", rule: allowRight("manage_organization") },
    },
    body: () => ({ is_skipped: true }),
  },
  // Only a signature of a connection opens it.
  "POST /api/webhooks/{connection_id}": { rule: () => 401, uniqueParameter: "connection_id" },
  "GET /api/performance/imports/{id}/rejections.csv": createAdminRow("finishedImport"),
  "POST /api/performance/imports/{id}/run": {
    ...createAdminRow("import", () => ({})),
    isDestructive: true,
  },
  "POST /api/performance/imports/{id}/cancel": {
    ...createAdminRow("import", () => ({})),
    isDestructive: true,
  },
  "POST /api/performance/imports/{id}/undo": {
    ...createAdminRow("finishedImport", () => ({})),
    isDestructive: true,
  },
};
