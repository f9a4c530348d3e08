import { describe, expect, it } from "vitest";
import { findExportStart, findResumePosition } from "./resume";

const newestId = async () => 42n;
const place = async () => null;
const since = new Date("2026-05-01T00:00:00Z");
const dayLater = new Date("2026-05-02T00:00:00Z");

describe("an export of the last days", () => {
  it("begins at the same instant when it is resumed on a later day", async () => {
    const first = await findExportStart({ format: "csv" }, { newestId, place, since });
    const cursor = findResumePosition(first, "csv") ?? "";
    const resumed = await findExportStart(
      { format: "csv", cursor },
      { newestId: async () => 43n, place, since: dayLater },
    );
    expect(resumed).toEqual({ upTo: 42n, since, after: null, isResumed: false });
  });
});
