import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { confirmErasure } from "./confirm-erasure";

const CONTROL_C = "\u0003";
const CONTROL_D = "\u0004";

/** Types the keys after the prompt. @returns `confirmed` or the error's message. */
async function confirmWith(keys: string): Promise<unknown> {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  output.once("data", () => input.write(keys));
  output.resume();
  try {
    await confirmErasure("grace", { input, output });
    return "confirmed";
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

describe("confirming an erasure", () => {
  it("accepts the username with and without spaces around it", async () => {
    expect(await confirmWith("grace\r")).toBe("confirmed");
    expect(await confirmWith("  grace \r")).toBe("confirmed");
  });

  it("rejects any other text and says that nothing was done", async () => {
    for (const keys of ["yes", "y", "graces", "Grace", ""]) {
      expect(await confirmWith(`${keys}\r`)).toBe("That is not the username. Nothing was done.");
    }
  });

  it("says that nothing was done after Ctrl-C and Ctrl-D", async () => {
    for (const keys of [CONTROL_C, CONTROL_D, `grace${CONTROL_C}`]) {
      expect(await confirmWith(keys)).toBe("Erasing was canceled. Nothing was done.");
    }
  });

  it("requires --yes without a terminal", async () => {
    const streams = { input: new PassThrough(), output: new PassThrough() };
    await expect(confirmErasure("grace", streams)).rejects.toThrow("Add --yes");
    expect(streams.output.read()).toBeNull();
  });
});
