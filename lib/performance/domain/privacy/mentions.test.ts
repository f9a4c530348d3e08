import { describe, expect, it } from "vitest";
import { createMentions, listTexts } from "./mentions";

const NO_BREAK_SPACE = "\u00a0";

describe("createMentions", () => {
  it.each([
    ["in capitals", "Zoë Quinn", "ask ZOË QUINN first"],
    ["with a no-break space", "Zoë Quinn", `Ask Zoë${NO_BREAK_SPACE}Quinn`],
    ["with several spaces and line breaks", "Zoë  Quinn", "Ask Zoë \n\t Quinn."],
    ["with decomposed accents in the text", "Zoë Quinn", "Ask Zoë Quinn".normalize("NFD")],
    ["with decomposed accents in the name", "Zoë Quinn".normalize("NFD"), "Ask Zoë Quinn"],
    ["inside a Chinese sentence", "王小明", "请问王小明的任务"],
    ["in Latin letters inside a Chinese sentence", "grace", "请问Grace的任务"],
    ["with a Korean particle after it", "김철수", "김철수가 했어요"],
    ["in Thai, with vowel signs", "สมชาย", "ขอบคุณสมชายมาก"],
    ["in Cyrillic", "Иван Петров", "спросите «иван петров»"],
    ["in a German genitive", "Grace Hopper", "Grace Hoppers Aufgabe"],
    ["with ß as SS in capitals", "Anna Groß", "ANNA GROSS"],
    ["with quotes and a backslash", String.raw`Grace "\G" Hopper`, String.raw`x Grace "\G" Hopper`],
    [
      "with characters of a regular expression",
      "Grace (she/her) [QA]*",
      "by grace (she/her) [qa]*!",
    ],
    ["with a dollar sign and a caret", "^M$", "so ^m$ said"],
    ["that is an e-mail address", "grace@home.example", "mail Grace@Home.example, please"],
    ["of one letter that is the whole text", "x", " X "],
  ])("finds a name %s", (_, name, text) => {
    expect(createMentions([name]).isIn(text)).toBe(true);
    expect(createMentions(["another-name", name]).replaceIn(text, "§")).not.toBe(text);
  });

  it.each([
    ["a longer word", "ann", "Annual planning"],
    ["a word that ends with it", "ann", "Joann"],
    ["a word with a digit or an underscore", "ann", "ann2 and ann_b"],
    ["a short name with an s", "han", "Hans"],
    ["a text that its dot would match as a pattern", "a.b", "axb"],
    ["a text that its brackets would match as a pattern", "[QA]", "Q"],
    ["a longer text, as a name of one letter", "x", "x marks the spot"],
    ["a text with its words in another order", "Zoë Quinn", "Quinn, Zoë"],
  ])("does not find a name in %s", (_, name, text) => {
    expect(createMentions([name]).isIn(text)).toBe(false);
    expect(createMentions([name]).replaceIn(text, "§")).toBe(text);
  });

  it("replaces every mention of a name, the longest name first, and keeps other text", () => {
    const mentions = createMentions(["grace", "Grace Hopper", "grace@home.example", " "]);
    expect(mentions.replaceIn("Grace Hopper (grace@home.example), GRACE: late", "$&")).toBe(
      "$& ($&), $&: late",
    );
    expect(createMentions([]).isIn("anything")).toBe(false);
  });
});

describe("listTexts", () => {
  it("lists all texts and numbers of a JSON value without its escapes", () => {
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
