import { afterAll, beforeAll, expect, it } from "vitest";
import { makeToken, setPrivacyMode, type World } from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { tokenHeaders } from "./actors";
import { makeLocalFetch } from "./local-fetch";
import { findRoutes } from "./route-tree";

const routes = await findRoutes();
const fetchLocal = makeLocalFetch(routes);
let world: World;
let headers: Record<string, string>;

beforeAll(async () => {
  world = await openWorld("periods");
  headers = tokenHeaders(await makeToken(world, world.members.manager.userId));
});
afterAll(closeWorlds);

/** Every address that puts people's figures together over a number of days. */
const ofGroups = routes
  .filter(
    ({ method, path, declaration }) =>
      method === "GET" && !path.includes("{") && "days" in (declaration.query?.shape ?? {}),
  )
  .map(({ path }) => path);

async function statusOf(path: string, days: number): Promise<number> {
  const who = path.endsWith("/comparison")
    ? `&user_id_1=${world.members.manager.userId}&user_id_2=average`
    : "";
  return (await fetchLocal(`${path}?days=${days}${who}`, { headers })).status;
}

it("an organization that shows aggregates only answers no group's figures over two periods that differ by a day", async () => {
  await setPrivacyMode(world, "aggregate");
  const answered = await Promise.all(
    ofGroups.map(async (path) => [path, await statusOf(path, 30), await statusOf(path, 31)]),
  );
  // What lists people is refused whatever the days.
  const shown = answered.filter(([, status]) => status !== 403);
  expect(shown.length).toBeGreaterThanOrEqual(5);
  expect(shown).toEqual(shown.map(([path]) => [path, 200, 400]));
});

it("any number of days is answered where people are shown", async () => {
  await setPrivacyMode(world, "named");
  const statuses = await Promise.all(ofGroups.map((path) => statusOf(path, 31)));
  expect(new Set(statuses)).toEqual(new Set([200]));
});
