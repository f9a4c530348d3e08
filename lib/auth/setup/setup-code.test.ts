import { afterEach, describe, expect, it } from "vitest";
import { clearSetupCode, getOrCreateSetupCode, isSetupCode } from "./setup-code";

afterEach(clearSetupCode);

describe("the setup code", () => {
  it("generates the code once, and a new one after it is cleared", () => {
    const { code, isNew } = getOrCreateSetupCode();
    expect(isNew).toBe(true);
    expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    expect(getOrCreateSetupCode()).toEqual({ code, isNew: false });
    clearSetupCode();
    expect(getOrCreateSetupCode().code).not.toBe(code);
  });

  it("accepts the code in any case and with any separators", () => {
    const { code } = getOrCreateSetupCode();
    expect(isSetupCode(code)).toBe(true);
    expect(isSetupCode(` ${code.toUpperCase().replaceAll("-", " ")} `)).toBe(true);
    expect(isSetupCode(code.slice(0, -1))).toBe(false);
    expect(isSetupCode("")).toBe(false);
  });

  it("accepts no code before one is generated and after it is cleared", () => {
    expect(isSetupCode("")).toBe(false);
    const { code } = getOrCreateSetupCode();
    clearSetupCode();
    expect(isSetupCode(code)).toBe(false);
  });
});
