import { describe, expect, it } from "vitest";
import { readPersonValues } from "./person-values";

const read = (cells: Parameters<typeof readPersonValues>[0]) => readPersonValues(cells);

describe("the values of a row of people", () => {
  it("joins the parts of a name, and takes an address in the column of usernames for an address", () => {
    const { values, reasons } = read({
      ...{ username: "Maria@Acme.example", first_name: "María", last_name: "Gómez" },
    });
    expect(reasons).toEqual([]);
    expect(values).toEqual({
      ...{ username: null, email: "maria@acme.example", displayName: "María Gómez" },
      ...{ role: "employee", team: null, skills: [] },
    });
  });

  it.each([
    ["Team Lead", "team_lead"],
    ["team_lead", "team_lead"],
    ["Teamleitung", "team_lead"],
    ["Mitarbeiter:in", "employee"],
    ["Manager*in", "manager"],
    ["ADMIN", "admin"],
    ["auditor", "auditor"],
  ])("reads the role %s as %s", (role, expected) => {
    expect(read({ username: "ada", role }).values.role).toBe(expected);
  });

  it("reads skills with their levels", () => {
    expect(read({ username: "ada", skills: "SQL:7; C++: 10, Plan: B:0" }).values.skills).toEqual([
      { name: "SQL", level: 7 },
      { name: "C++", level: 10 },
      { name: "Plan: B", level: 0 },
    ]);
  });

  it("names every reason at once, and guesses no level", () => {
    const { reasons } = read({
      ...{ username: "no spaces", email: "no-address", role: "boss" },
      ...{ team: "x".repeat(201), skills: "SQL; sql:11; Go:3; go:4" },
    });
    expect(reasons).toEqual([
      expect.stringMatching(/^“username” must have 1 to 64 letters/),
      "“email” must be an email address.",
      "“team” must have 1 to 200 characters.",
      "“role” must be employee, team_lead, manager, auditor or admin; empty is employee.",
      "“skills” must be like “SQL:7; Python:5”, with levels from 0 to 10.",
      "“skills” names “go” twice.",
    ]);
    expect(read({ role: "admin" }).reasons).toEqual([
      "It names no person: it needs a username, an email address or a name.",
    ]);
  });
});
