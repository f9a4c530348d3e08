import fc from "fast-check";
import { expect, test } from "vitest";
import { MessageReader, typedMessage } from "@/lib/db/embedded/frontend-messages";

const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 8 });

test("reads messages as they were sent, however the stream is cut", () => {
  fc.assert(
    fc.property(bodies, fc.array(fc.nat(30), { maxLength: 60 }), (parts, cuts) => {
      const messages = parts.map((part) => typedMessage("Q", Buffer.from(part)));
      let rest = Buffer.concat(messages);
      const reader = new MessageReader();
      const found: Buffer[] = [];
      const readAll = (): void => {
        for (let message = reader.read("typed"); message !== null; ) {
          found.push(Buffer.from(message));
          message = reader.read("typed");
        }
      };
      for (const cut of cuts) {
        reader.push(rest.subarray(0, cut));
        rest = rest.subarray(cut);
        readAll();
      }
      reader.push(rest);
      readAll();
      expect(found).toEqual(messages);
    }),
  );
});

test("rejects an impossible length at once instead of waiting for it", () => {
  const reader = new MessageReader();
  reader.push(Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff]));
  expect(() => reader.read("typed")).toThrow(RangeError);
});
