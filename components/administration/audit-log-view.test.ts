import { expect, it } from "vitest";
import { parseAuditLogView } from "./audit-log-view";

it.each([
  ["contest.raise", "contest.raise"],
  ["contest.forged", null],
  ["toString", null],
])("takes the action %s of a URL for %s", (given, action) => {
  const read = (name: string) => (name === "action" ? given : null);
  expect(parseAuditLogView(read)).toMatchObject({ action });
});
