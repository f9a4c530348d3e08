import { describe, expect, test } from "vitest";
import { findFullFolders, mostFiles } from "./folders.mjs";

const listFiles = (count, end) =>
  Array.from({ length: count }, (_, index) => `lib/imports/file-${index}${end}`);

describe("the limit of files in a folder", () => {
  test("names a folder with one source file too many", () => {
    expect(findFullFolders(listFiles(mostFiles + 1, ".ts"))).toEqual([
      expect.stringContaining(`lib/imports: ${mostFiles + 1} source files`),
    ]);
  });

  test("accepts a full folder with tests and subfolders", () => {
    const names = [
      ...listFiles(mostFiles, ".ts"),
      ...listFiles(30, ".test.ts"),
      "lib/imports/queries/rows.ts",
    ];
    expect(findFullFolders(names)).toEqual([]);
  });
});
