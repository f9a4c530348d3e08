import { expect, it } from "vitest";
import { encodings } from "@/lib/ingest/readers/encoding";
import { fileEncodings, mappingNames } from "@/lib/performance/imports/mapping-rules";
import { builtInMappings } from "./built-in-mappings";

it("has every built-in mapping and encoding that a request can name, and no other", () => {
  expect(builtInMappings.map(({ name }) => name).toSorted()).toEqual([...mappingNames].toSorted());
  expect([...encodings].toSorted()).toEqual([...fileEncodings].toSorted());
});
