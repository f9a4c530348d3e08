import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { confirmErasure } from "./confirm-erasure";

const CONTROL_C = "\u0003";
const CONTROL_D = "\u0004";

/** What becomes of the question when these keys are pressed once it was asked. */
async function answer(keys: string): Promise<unknown> {
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

describe("asking before somebody is erased", () => {
  it("takes the username for a yes, with blanks around it or not", async () => {
    expect(await answer("grace\r")).toBe("confirmed");
    expect(await answer("  grace \r")).toBe("confirmed");
  });

  it("takes nothing else for a yes, and says that nothing was done", async () => {
    for (const keys of ["yes", "y", "graces", "Grace", ""]) {
      expect(await answer(`${keys}\r`)).toBe("That is not the username. Nothing was done.");
    }
  });

  it("says that nothing was done after Ctrl-C and Ctrl-D, whatever was typed before", async () => {
    for (const keys of [CONTROL_C, CONTROL_D, `grace${CONTROL_C}`]) {
      expect(await answer(keys)).toBe("Stopped before an answer. Nothing was done.");
    }
  });

  it("does not ask where nobody sits", async () => {
    const streams = { input: new PassThrough(), output: new PassThrough() };
    await expect(confirmErasure("grace", streams)).rejects.toThrow("Add --yes");
    expect(streams.output.read()).toBeNull();
  });
});
