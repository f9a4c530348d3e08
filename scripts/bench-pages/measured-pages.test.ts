import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { constantRoutes, listMeasuredPages } from "./measured-pages";

/** The routes of all pages. Groups in parentheses are not part of a URL. */
const routes = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith("page.tsx"))
  .map((file) => `/${dirname(file)}`.replace(/\/(\([^)]+\)|\.)/g, ""))
  .map((route) => (route === "" ? "/" : route));

test("every page is measured or has a constant size", () => {
  const measured = listMeasuredPages({ memberId: 1, shareSecret: "secret" }).map(
    ({ route }) => route,
  );
  expect([...new Set([...measured, ...constantRoutes])].sort()).toEqual(routes.sort());
});
