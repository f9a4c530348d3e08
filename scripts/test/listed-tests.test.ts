import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { engineNeutralTests, slowTests } from "@/vitest.config";

const ENDING = ".integration.test.ts";

const names = ["app", "components", "examples", "lib", "prisma", "scripts"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ENDING))
    .map((file) => basename(file, ENDING)),
);

test.each([...new Set([...engineNeutralTests, ...slowTests])])(
  "%s is the name of exactly one integration test",
  (name) => {
    expect(names.filter((each) => each === name)).toEqual([name]);
  },
);
