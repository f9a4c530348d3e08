import { frozenNow } from "@/lib/testing/frozen-now";

let reading = frozenNow.getTime();

/** Each reading is a millisecond after the one before, so that what happens later has a later time. */
function read(): number {
  reading += 1;
  return reading;
}

// Files share a process: what the file before set is not wrapped once more.
const SystemDate = Date.prototype.constructor as DateConstructor;

/** A function, because a proxy takes ten times as long to make a date, and tests make millions of them. */
function SteadyDate(...given: readonly unknown[]): Date | string {
  if (new.target === undefined) return SystemDate();
  const target = new.target === SteadyDate ? SystemDate : new.target;
  return Reflect.construct(SystemDate, given.length === 0 ? [read()] : given, target);
}

SteadyDate.prototype = SystemDate.prototype;
globalThis.Date = Object.assign(Object.setPrototypeOf(SteadyDate, SystemDate), { now: read });
