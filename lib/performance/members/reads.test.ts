import { expect, it } from "vitest";
import { toApiUrl } from "@/lib/http/api-url";
import { membersOptions, membersRead } from "./reads";
import { memberQuery } from "./schemas";

const everyMember = membersOptions({ search: "", sort: "name" }).queryKey;

it.each(["\u0000", " \u0007 ", "\ud83d"])("a search for %j lists every member", (search) => {
  expect(membersOptions({ search, sort: "name" }).queryKey).toEqual(everyMember);
});

it("a search keeps its letters without characters that the endpoint rejects", () => {
  const [, , query] = membersOptions({ search: " Zo\u0000ë \ud83d", sort: "name" }).queryKey;
  expect(query).toEqual({ limit: "50", sort: "name", search: "Zoë" });
  expect(memberQuery.safeParse(query).success).toBe(true);
  expect(toApiUrl(membersRead.path, Object(query))).toContain("search=Zo%C3%AB");
});
