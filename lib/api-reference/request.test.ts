import { describe, expect, it } from "vitest";
import { buildCurl, buildUrl, listHeaders, listMissing } from "./request";

const parameters = [
  { name: "id", place: "path", isRequired: true },
  { name: "days", place: "query", isRequired: false },
  { name: "search", place: "query", isRequired: false },
] as const;
const operation = { path: "/api/performance/user/{id}/history", parameters };

describe("the address of a request", () => {
  it("has what was filled in, escaped, and leaves out what is empty", () => {
    expect(buildUrl(operation, { id: "5", days: " ", search: "Ann & Bob/é" })).toBe(
      "/api/performance/user/5/history?search=Ann+%26+Bob%2F%C3%A9",
    );
    expect(buildUrl(operation, { id: "../1" })).toBe("/api/performance/user/..%2F1/history");
  });

  it("has no header, which the request sends beside it", () => {
    const header = { name: "If-Match", place: "header", isRequired: false } as const;
    const conditional = { ...operation, parameters: [...parameters, header] };
    const filledIn = { id: "5", "If-Match": '"a"' };
    expect(buildUrl(conditional, filledIn)).toBe("/api/performance/user/5/history");
    expect(listHeaders(conditional, filledIn)).toEqual({ "If-Match": '"a"' });
    expect(listHeaders(conditional, { id: "5", "If-Match": " " })).toEqual({});
  });

  it("names what must be filled in and is not", () => {
    expect(listMissing(operation, { days: "7" })).toEqual(["id"]);
    expect(listMissing(operation, { id: "5" })).toEqual([]);
  });
});

describe("the request from a shell", () => {
  const place = { origin: "https://figures.example", address: "/api/tokens" };

  it("keeps within its quotes whatever the body has", () => {
    const request = {
      mediaType: "application/json",
      example: null,
      isRequired: true,
      value: {
        name: "",
        type: "object",
        isRequired: true,
        description: null,
        range: null,
        length: null,
        defaultValue: null,
        choices: [],
        fields: [],
      },
    };
    const curl = buildCurl(
      { method: "POST", credential: "session or token", request },
      { ...place, body: '{ "name": "it\'s; rm" }' },
    );
    expect(curl).toContain(`-d '{"name":"it'\\''s; rm"}'`);
    expect(curl).toContain('-H "Authorization: Bearer $TOKEN"');
    expect(curl).toContain("-X POST");
  });

  it("has the headers of the form in its quotes", () => {
    const curl = buildCurl(
      { method: "DELETE", credential: "session or token", request: null },
      { ...place, body: "", headers: { "If-Match": '"it\'s"' } },
    );
    expect(curl).toContain(`-H 'If-Match: "it'\\''s"'`);
  });

  it("shows no credential where none is asked for", () => {
    const curl = buildCurl(
      { method: "GET", credential: "none", request: null },
      { ...place, body: "" },
    );
    expect(curl).toBe("curl \\\n  'https://figures.example/api/tokens'");
  });
});
