import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type DownloadLimits, DownloadSlots } from "@/lib/api/downloads/download-slots";

const limits: DownloadLimits = {
  openOfMember: 2,
  waitingOfMember: 2,
  waitMilliseconds: 5_000,
  open: 4,
  making: 2,
  workMilliseconds: 60_000,
};

const open = (changes: Partial<DownloadLimits> = {}) =>
  new DownloadSlots({ ...limits, ...changes });
const tooMany = { code: "rate_limited", retryAfterSeconds: 5 };

describe("the downloads of a member", () => {
  it("wait while too many are open, and are rejected while too many wait", async () => {
    const slots = open();
    const first = await slots.take("a");
    const second = await slots.take("a");
    let entered = 0;
    const waiting = [slots.take("a"), slots.take("a")].map(async (taken) => {
      const slot = await taken;
      entered += 1;
      return slot;
    });
    await expect(slots.take("a")).rejects.toMatchObject(tooMany);
    expect(entered).toBe(0);
    first.release();
    first.release();
    await wait(1);
    expect(entered).toBe(1);
    second.release();
    for (const slot of await Promise.all(waiting)) slot.release();
    await expect(slots.take("a")).resolves.toBeDefined();
  });

  it("do not hold up those of another member", async () => {
    const slots = open();
    await slots.take("a");
    await slots.take("a");
    await expect(slots.take("b")).resolves.toBeDefined();
  });

  it("are rejected after the longest wait, and take no place then", async () => {
    const slots = open({ waitMilliseconds: 10 });
    const held = [await slots.take("a"), await slots.take("a")];
    await expect(slots.take("a")).rejects.toMatchObject(tooMany);
    for (const slot of held) slot.release();
    await slots.take("a");
    await expect(slots.take("a")).resolves.toBeDefined();
  });

  it("are rejected once their work of a minute is used up, and those of others are not", async () => {
    const slots = open({ workMilliseconds: 20 });
    const slot = await slots.take("a");
    await slot.make(() => wait(40));
    await expect(slot.make(() => Promise.resolve("the rest"))).resolves.toBe("the rest");
    slot.release();
    const rejected = slots.take("a");
    await expect(rejected).rejects.toMatchObject({ code: "rate_limited" });
    await expect(rejected).rejects.toThrow(/too large for another one/);
    await expect(slots.take("b")).resolves.toBeDefined();
  });
});

describe("the downloads of a process", () => {
  it("are rejected as too many for the server, for every member, until one ends", async () => {
    const slots = open();
    const held = await Promise.all(["a", "b", "c", "d"].map((member) => slots.take(member)));
    await expect(slots.take("e")).rejects.toMatchObject({
      code: "overloaded",
      retryAfterSeconds: 5,
    });
    held[0]?.release();
    await expect(slots.take("e")).resolves.toBeDefined();
  });

  it("make a few pieces at a time, also where one fails", async () => {
    const slots = open();
    const held = await Promise.all(["a", "b", "c", "d"].map((member) => slots.take(member)));
    let making = 0;
    let most = 0;
    const pieces = held.flatMap((slot) =>
      [1, 2, 3].map((number) =>
        slot.make(async () => {
          making += 1;
          most = Math.max(most, making);
          await wait(2);
          making -= 1;
          if (number === 2) throw new Error("a piece");
        }),
      ),
    );
    const outcomes = await Promise.allSettled(pieces);
    expect(most).toBe(2);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(4);
  });
});
