import { expect, test } from "vitest";
import { parseAnnouncement, signAnnouncement } from "@/lib/db/embedded/control-channel";

const announcement = { state: "ready", port: 5432, pid: 7 } as const;
const [nonce, accessKey] = ["a".repeat(32), "right"];

test("accepts an announcement that is signed for its nonce", () => {
  const line = signAnnouncement(announcement, { nonce, accessKey });
  expect(parseAnnouncement(line, { nonce, accessKey })).toEqual(announcement);
});

test.each([
  ["unsigned", JSON.stringify(announcement)],
  ["of another key", signAnnouncement(announcement, { nonce, accessKey: "wrong" })],
  ["for another nonce", signAnnouncement(announcement, { nonce: "b".repeat(32), accessKey })],
  [
    "with another port",
    signAnnouncement(announcement, { nonce, accessKey }).replace("5432", "6543"),
  ],
])("an announcement %s is rejected", (_, line) => {
  expect(() => parseAnnouncement(line, { nonce, accessKey })).toThrow("Another program");
});
