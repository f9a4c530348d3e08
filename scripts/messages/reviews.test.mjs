import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { addOpenReviews, createFingerprint, findOpenReviews } from "./reviews.mjs";

const head = "id\ttexts\ten\tde\n";
const english = { form: { save: "Save" } };
const german = { form: { save: "Speichern" } };
const line = (verdicts, text = "Save") =>
  `${head}form.save\t${createFingerprint(text, "Speichern")}\t${verdicts}\n`;

describe("the reviews of the messages", () => {
  test("close a message that is clear in both languages", () => {
    expect(findOpenReviews(line("clear\tkept: a term of law"), english, german)).toEqual([]);
  });

  test.each([
    ["has no review", head, "form.save has no review."],
    [
      "changed after its review",
      line("clear\tclear", "Keep"),
      "form.save changed after its review.",
    ],
    [
      "has an open verdict",
      line("clear\topen: too long"),
      "form.save is open: clear; open: too long",
    ],
    ["lacks a verdict", line("clear"), "form.save is open: clear"],
  ])("name a message that %s", (_what, reviews, sentence) => {
    expect(findOpenReviews(reviews, english, german)).toEqual([sentence]);
  });

  test("get an open line for a new and for a changed message, and keep the others", () => {
    const catalog = (save, keep) => ({ form: { save, keep, close: "Close" } });
    const before = `${line("clear\tclear")}form.keep\tearlier\tclear\tclear\nform.gone\tx\tclear\tclear\n`;
    const added = addOpenReviews(before, catalog("Save", "Keep"), catalog("Speichern", "Behalten"));
    expect(added.open).toEqual(["form.keep", "form.close"]);
    expect(
      added.reviews
        .split("\n")
        .map((row) => row.split("\t").slice(0, 1).concat(row.split("\t").slice(2))),
    ).toEqual([
      ["id", "en", "de"],
      ["form.save", "clear", "clear"],
      ["form.keep", "open: not read", "open: not read"],
      ["form.close", "open: not read", "open: not read"],
      [""],
    ]);
  });

  test("name a line without a message", () => {
    expect(
      findOpenReviews(`${line("clear\tclear")}form.gone\tx\tclear\tclear\n`, english, german),
    ).toEqual(["form.gone has a review and no text."]);
  });

  test("are closed for every message of the product", () => {
    const read = (name) => readFileSync(`messages/${name}`, "utf8");
    expect(
      findOpenReviews(
        read("reviews.tsv"),
        JSON.parse(read("en.json")),
        JSON.parse(read("de.json")),
      ),
    ).toEqual([]);
  });
});
