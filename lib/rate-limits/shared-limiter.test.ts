import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Report, type ShareCounts, SharedLimiter } from "./shared-limiter";

const LIMIT = 600;
const options = { name: "test", points: LIMIT, seconds: 60 };
/** What each process may accept beyond the limit. */
const EXCESS = LIMIT / 20;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

const getNow = (): number => vi.getMockedSystemTime()?.getTime() ?? 0;

/** What the database does, with the number of reports that it got. */
function createStore() {
  const rows = new Map<string, { points: number; endsAt: number }>();
  const calls: (readonly Report[])[] = [];
  const share: ShareCounts = async (reports) => {
    calls.push(reports);
    return await Promise.resolve(
      reports.map(({ key, points, milliseconds }) => {
        const found = rows.get(key);
        const isLive = found !== undefined && found.endsAt > getNow();
        const row = isLive
          ? { ...found, points: found.points + points }
          : { points, endsAt: getNow() + milliseconds };
        rows.set(key, row);
        return { key, points: row.points, milliseconds: row.endsAt - getNow() };
      }),
    );
  };
  return { share, calls };
}

async function countAccepted(
  processes: readonly SharedLimiter[],
  share: ShareCounts,
  requests: number,
): Promise<number> {
  let accepted = 0;
  for (let count = 0; count < requests; count += 1) {
    for (const limiter of processes) {
      accepted += (await limiter.add("a", 1, share)).points <= LIMIT ? 1 : 0;
    }
  }
  return accepted;
}

describe("processes that share a limit", () => {
  it.each([2, 4, 8])(
    "accept the limit, and at most a twentieth more for each of %i",
    async (size) => {
      const { share, calls } = createStore();
      const processes = Array.from({ length: size }, () => new SharedLimiter(options));
      const accepted = await countAccepted(processes, share, LIMIT);
      expect(accepted).toBeGreaterThanOrEqual(LIMIT);
      expect(accepted).toBeLessThanOrEqual(LIMIT + size * EXCESS);
      expect(calls.length).toBeLessThan(accepted / 10);
    },
  );

  it("accept each point of a small limit, however many come at once, and none more", async () => {
    const { share } = createStore();
    const limits = { ...options, points: 3 };
    const processes = [new SharedLimiter(limits), new SharedLimiter(limits)];
    const counts = await Promise.all(
      processes.flatMap((limiter) =>
        [1, 2, 3, 4].map(async () => (await limiter.add("a", 1, share)).points),
      ),
    );
    expect(counts.filter((points) => points <= 3)).toHaveLength(3);
    expect((await processes[0]?.find("a"))?.points).toBeGreaterThan(3);
  });

  it("learn within a second what others counted, by one report for all keys", async () => {
    const { share, calls } = createStore();
    const [first, second] = [new SharedLimiter(options), new SharedLimiter(options)];
    for (const key of ["a", "b"]) {
      await first.add(key, 5, share);
      await second.add(key, 2, share);
    }
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls.map((reports) => reports.length)).toEqual([2, 2]);
    expect((await second.find("b"))?.points).toBe(7);
  });

  it("give back points, and begin again with the next window", async () => {
    const { share } = createStore();
    const [first, second] = [new SharedLimiter(options), new SharedLimiter(options)];
    await first.add("a", 600, share);
    await first.add("a", -1, share);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await second.add("a", 20, share)).points).toBe(619);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await second.add("a", 20, share)).points).toBe(20);
  });

  it("report nothing more of a key that is over its limit", async () => {
    const { share, calls } = createStore();
    const limiter = new SharedLimiter(options);
    await limiter.add("a", LIMIT + 1, share);
    for (let count = 0; count < 100; count += 1) await limiter.add("a", 1, share);
    expect(calls).toHaveLength(1);
  });
});

describe("a process without the others", () => {
  it("counts exactly by itself", async () => {
    const limiter = new SharedLimiter(options);
    const { points, milliseconds } = await limiter.add("a", LIMIT + 1, null);
    expect(points).toBe(LIMIT + 1);
    expect(milliseconds).toBe(60_000);
  });

  it("goes on counting while the database does not respond", async () => {
    const limiter = new SharedLimiter(options);
    const failing: ShareCounts = () => Promise.reject(new Error("no database"));
    expect(await countAccepted([limiter], failing, LIMIT + 50)).toBe(LIMIT);
  });
});
