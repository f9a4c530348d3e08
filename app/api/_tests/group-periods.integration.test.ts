import { afterAll, beforeAll, expect, it } from "vitest";
import { makeToken, setPrivacyMode, type World } from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { createTokenHeaders } from "./actors";
import { makeLocalFetch } from "./local-fetch";
import { findRoutes } from "./route-tree";

const routes = await findRoutes();
const fetchLocal = makeLocalFetch(routes);
let world: World;
let headers: Record<string, string>;

beforeAll(async () => {
  world = await openWorld("periods");
  headers = createTokenHeaders(await makeToken(world, world.members.manager.userId));
});
afterAll(closeWorlds);

/** Every route that aggregates the figures of several members over a number of days. */
const groupPaths = routes
  .filter(
    ({ method, path, declaration }) =>
      method === "GET" && !path.includes("{") && "days" in (declaration.query?.shape ?? {}),
  )
  .map(({ path }) => path);

async function requestStatus(path: string, days: number): Promise<number> {
  const members = path.endsWith("/comparison")
    ? `&user_id_1=${world.members.manager.userId}&user_id_2=average`
    : "";
  return (await fetchLocal(`${path}?days=${days}${members}`, { headers })).status;
}

it("selects whole months of released figures in an organization that shows only aggregates", async () => {
  await setPrivacyMode(world, "aggregate");
  const responses = await Promise.all(
    groupPaths.map(async (path) => [
      path,
      await requestStatus(path, 30),
      await requestStatus(path, 32),
    ]),
  );
  // Routes that list members are forbidden for every period.
  const shown = responses.filter(([, status]) => status !== 403);
  expect(shown.length).toBeGreaterThanOrEqual(5);
  expect(shown).toEqual(shown.map(([path]) => [path, 200, 400]));
});

it("accepts any number of days in an organization that shows names", async () => {
  await setPrivacyMode(world, "named");
  const statuses = await Promise.all(groupPaths.map((path) => requestStatus(path, 32)));
  expect(new Set(statuses)).toEqual(new Set([200]));
});
