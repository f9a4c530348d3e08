import { frozenNow } from "@/lib/testing/frozen-now";

let reading = frozenNow.getTime();

/** Each reading is a millisecond after the one before, so that what happens later has a later time. */
function read(): number {
  reading += 1;
  return reading;
}

// Files share a process: what the file before set is not wrapped once more.
globalThis.Date = new Proxy(Date.prototype.constructor as DateConstructor, {
  construct: (date, given, target) =>
    Reflect.construct(date, given.length === 0 ? [read()] : given, target),
  get: (date, name, receiver) => (name === "now" ? read : Reflect.get(date, name, receiver)),
});
