import { describe, expect, it } from "vitest";
import { generateToken, isWellFormedToken } from "@/lib/auth/tokens/token-format";

describe("the format of tokens", () => {
  it("generates pts_ and 49 digits of base 62 with a valid checksum", () => {
    for (let round = 0; round < 200; round += 1) {
      const token = generateToken();
      expect(token).toMatch(/^pts_[0-9A-Za-z]{49}$/);
      expect(isWellFormedToken(token)).toBe(true);
    }
  });

  it("accepts tokens of earlier releases", () => {
    // Computed independently of this code.
    expect(isWellFormedToken(`pts_${"0".repeat(43)}2CZclj`)).toBe(true);
    expect(isWellFormedToken(`pts_${"0123456789".repeat(4)}ABC0t5K9r`)).toBe(true);
  });

  it("rejects a token with one changed digit", () => {
    const token = generateToken();
    for (let index = 4; index < token.length; index += 1) {
      const other = token[index] === "x" ? "y" : "x";
      expect(isWellFormedToken(token.slice(0, index) + other + token.slice(index + 1))).toBe(false);
    }
  });

  it.each([
    "",
    "pts_",
    "pts_short",
    `PTS_${generateToken().slice(4)}`,
    `${generateToken()}0`,
    `${generateToken()}\n`,
    ` ${generateToken()}`,
    `pts_${"é".repeat(49)}`,
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c",
  ])("rejects %j", (text) => {
    expect(isWellFormedToken(text)).toBe(false);
  });
});
