import { describe, expect, it } from "vitest";
import { listDetails } from "./audit-details";

describe("the details of an audit entry", () => {
  it("show a change with both values, and all else with its value", () => {
    const detail = {
      privacy_mode: { from: "named", to: "aggregate" },
      changed: ["email", "username"],
      weights: { on_time: 0.5, skill: null },
      by: "invitation",
    };
    expect(listDetails(detail)).toEqual([
      { name: "privacy_mode", from: "named", to: "aggregate" },
      { name: "changed", value: "email, username" },
      { name: "weights", value: "on_time 0.5, skill –" },
      { name: "by", value: "invitation" },
    ]);
  });
});
