import { expect, it, vi } from "vitest";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { readOnce } from "./read-once";

const first: MemberId = 1;
const second: MemberId = 2;

it("reads the same evidence once, and other evidence again", async () => {
  const listCompletions = vi.fn(
    async (ids: readonly MemberId[]) => new Map(ids.map((id) => [id, []])),
  );
  const read = async () => new Map();
  const source = readOnce({
    ...{ listHeld: read, listScoredEntries: read, listSnapshotsFrom: read },
    listCompletions,
  });
  expect([...(await source.listCompletions([first])).keys()]).toEqual([first]);
  expect([...(await source.listCompletions([first])).keys()]).toEqual([first]);
  expect(listCompletions).toHaveBeenCalledTimes(1);
  expect([...(await source.listCompletions([second])).keys()]).toEqual([second]);
  expect(listCompletions).toHaveBeenCalledTimes(2);
});
