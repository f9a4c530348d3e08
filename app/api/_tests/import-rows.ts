import type { AccessRow } from "./access-row";
import { administratorsOnly, createAdminRow } from "./access-row-builders";

/** The expected access to the routes of imports. */
export const importRows: Readonly<Record<string, AccessRow>> = {
  "GET /api/performance/imports": administratorsOnly,
  "POST /api/performance/imports": {
    ...administratorsOnly,
    upload: { contentType: "text/csv", text: "external_id,title,assignee\nmatrix,Task,ada\n" },
  },
  "GET /api/performance/imports/{id}": createAdminRow("import"),
  "PATCH /api/performance/imports/{id}": {
    ...createAdminRow("import", () => ({})),
    isDestructive: true,
  },
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
