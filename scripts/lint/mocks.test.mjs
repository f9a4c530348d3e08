import { expect, test } from "vitest";
import { findSharedMocks } from "./mocks.mjs";

const call = ["vi", "mock("].join(".");
const text = `import { vi } from "vitest";\n${call}"./clock");\n`;

test("a module mocked for a whole file is rejected where files share modules", () => {
  expect(findSharedMocks(new Map([["lib/clock.integration.test.ts", text]]))).toEqual([
    "lib/clock.integration.test.ts:2: Use the real module, or vi.doMock between two vi.resetModules.",
  ]);
});

test("a module mocked for a whole file is allowed in tests of components, which share none", () => {
  expect(findSharedMocks(new Map([["components/clock.test.tsx", text]]))).toEqual([]);
});
