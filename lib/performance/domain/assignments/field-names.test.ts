import { expect, expectTypeOf, it } from "vitest";
import { fillRecord, narrowValues, repeatValue } from "./field-names";

const names = ["due_at", "title"] as const;

it("fills a record with one value for each name and no other", () => {
  const lengths = fillRecord(names, (name) => name.length);
  expect(lengths).toEqual({ due_at: 6, title: 5 });
  expectTypeOf(lengths).toEqualTypeOf<{ readonly due_at: number; readonly title: number }>();
  expect(repeatValue(names, "")).toEqual({ due_at: "", title: "" });
});

it("fills no record for which a name is missing", () => {
  type Titled = Readonly<Record<"due_at" | "title", string>>;
  const untitled = fillRecord(["due_at"], () => "");
  expect(untitled).toEqual({ due_at: "" });
  expectTypeOf(untitled).not.toExtend<Titled>();
  expectTypeOf(untitled).not.toExtend<Parameters<typeof narrowValues<Titled>>[0]>();
  expectTypeOf(fillRecord([], () => "")).not.toExtend<Titled>();
});

it("gives each value of a filled record the type of its name", () => {
  type Values = { readonly due_at: null; readonly title: string };
  const filled = fillRecord(names, (name) => (name === "title" ? "" : null));
  expectTypeOf(filled).not.toExtend<Values>();
  expect(narrowValues<Values>(filled)).toEqual({ due_at: null, title: "" });
});
