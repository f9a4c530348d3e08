import { afterEach, describe, expect, it } from "vitest";
import { forgetSetupCode, isSetupCode, provideSetupCode } from "./setup-code";

afterEach(forgetSetupCode);

describe("the code of the first setup", () => {
  it("is made once, and is long enough not to be guessed", () => {
    const { code, isNew } = provideSetupCode();
    expect(isNew).toBe(true);
    expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    expect(provideSetupCode()).toEqual({ code, isNew: false });
    forgetSetupCode();
    expect(provideSetupCode().code).not.toBe(code);
  });

  it("is right as it was typed from the console, in any case and with any separators", () => {
    const { code } = provideSetupCode();
    expect(isSetupCode(code)).toBe(true);
    expect(isSetupCode(` ${code.toUpperCase().replaceAll("-", " ")} `)).toBe(true);
    expect(isSetupCode(code.slice(0, -1))).toBe(false);
    expect(isSetupCode("")).toBe(false);
  });

  it("is never right where there is none", () => {
    expect(isSetupCode("")).toBe(false);
    const { code } = provideSetupCode();
    forgetSetupCode();
    expect(isSetupCode(code)).toBe(false);
  });
});
