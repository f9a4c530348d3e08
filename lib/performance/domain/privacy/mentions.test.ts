import { describe, expect, it } from "vitest";
import { createMentions, listTexts } from "./mentions";

const NO_BREAK_SPACE = "\u00a0";

describe("what names a person", () => {
  it.each([
    ["in any case", "Zoë Quinn", "ask ZOË QUINN first"],
    ["with other white space", "Zoë Quinn", `Ask Zoë${NO_BREAK_SPACE}Quinn`],
    ["with more white space, over lines", "Zoë  Quinn", "Ask Zoë \n\t Quinn."],
    ["with accents apart", "Zoë Quinn", "Ask Zoë Quinn".normalize("NFD")],
    ["stored with accents apart", "Zoë Quinn".normalize("NFD"), "Ask Zoë Quinn"],
    ["inside a sentence without spaces", "王小明", "请问王小明的任务"],
    ["in Latin letters inside such a sentence", "grace", "请问Grace的任务"],
    ["with a particle behind it", "김철수", "김철수가 했어요"],
    ["in a script with vowel signs", "สมชาย", "ขอบคุณสมชายมาก"],
    ["in Cyrillic", "Иван Петров", "спросите «иван петров»"],
    ["in a German genitive", "Grace Hopper", "Grace Hoppers Aufgabe"],
    ["with another end in capitals", "Anna Groß", "ANNA GROSS"],
    [
      "in quotes and with a backslash",
      String.raw`Grace "\G" Hopper`,
      String.raw`x Grace "\G" Hopper`,
    ],
    ["with the signs of an expression", "Grace (she/her) [QA]*", "by grace (she/her) [qa]*!"],
    ["with a dollar and a caret", "^M$", "so ^m$ said"],
    ["as an address", "grace@home.example", "mail Grace@Home.example, please"],
    ["as a letter that is the whole text", "x", " X "],
  ])("is found %s", (_, name, text) => {
    expect(createMentions([name]).isIn(text)).toBe(true);
    expect(createMentions(["nobody-else", name]).replaceIn(text, "§")).not.toBe(text);
  });

  it.each([
    ["a longer word", "ann", "Annual planning"],
    ["a word that ends so", "ann", "Joann"],
    ["a word with a digit or an underscore", "ann", "ann2 and ann_b"],
    ["a short name with an s", "han", "Hans"],
    ["what a sign of an expression would stand for", "a.b", "axb"],
    ["what a set of an expression would fit", "[QA]", "Q"],
    ["a letter among others", "x", "x marks the spot"],
    ["other words in the order", "Zoë Quinn", "Quinn, Zoë"],
  ])("is not found in %s", (_, name, text) => {
    expect(createMentions([name]).isIn(text)).toBe(false);
    expect(createMentions([name]).replaceIn(text, "§")).toBe(text);
  });

  it("is replaced everywhere, the longest first, and the rest is kept", () => {
    const mentions = createMentions(["grace", "Grace Hopper", "grace@home.example", " "]);
    expect(mentions.replaceIn("Grace Hopper (grace@home.example), GRACE: late", "$&")).toBe(
      "$& ($&), $&: late",
    );
    expect(createMentions([]).isIn("anything")).toBe(false);
  });
});

describe("the texts of a JSON value", () => {
  it("are all of them, as they are read and not as they are written", () => {
    expect(listTexts({ a: ['"', { b: "\\" }], c: 12, d: null, e: true })).toEqual([
      "a",
      '"',
      "b",
      "\\",
      "c",
      "12",
      "d",
      "e",
    ]);
  });
});
