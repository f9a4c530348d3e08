import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { listSubjects, smallRoutes } from "./measured-pages";

/** The routes of all pages, as Next.js has them: groups in parentheses are no part of an address. */
const routes = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith("page.tsx"))
  .map((file) => `/${dirname(file)}`.replace(/\/(\([^)]+\)|\.)/g, ""))
  .map((route) => (route === "" ? "/" : route));

test("every page is measured, or is known to grow with nothing", () => {
  const measured = listSubjects({ memberId: 1, shareSecret: "secret" }).map(({ route }) => route);
  expect([...new Set([...measured, ...smallRoutes])].sort()).toEqual(routes.sort());
});
