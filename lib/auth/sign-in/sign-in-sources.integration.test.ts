import { afterAll, describe, expect, it } from "vitest";
import type { verifyPassword } from "@/lib/auth/password/password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { ATTEMPTS_OF_ALL } from "@/lib/auth/sign-in/sign-in-limit";
import { ATTEMPTS_FROM_SOURCE, countSourceAttempt } from "@/lib/auth/sign-in/source-limit";
import { type CreatedTestMember, makeMember } from "@/lib/auth/testing/make-member";
import { closeDatabase, getDatabase } from "@/lib/db/client";

const database = getDatabase();
// At the start of a window of 15 minutes, so that no window ends within a test.
const base = { database, now: new Date("2026-06-04T10:00:01Z") };

type Origin = { readonly source: string; readonly knownDeviceId?: string };

afterAll(closeDatabase);

let networks = 0;

/** A network that no other test uses. */
function makeSource(): string {
  networks += 1;
  return `192.0.2.${networks}`;
}

/** Counts attempts from a network until this many are left. */
async function useUp(source: string, left: number): Promise<void> {
  for (let count = left; count < ATTEMPTS_FROM_SOURCE; count += 1) {
    await countSourceAttempt(database, source);
  }
}

/** As fast as a test needs. "right" is each password. */
const verify: typeof verifyPassword = async (passwordHash, password) =>
  await Promise.resolve(passwordHash !== null && password === "right");

function tryToSignIn(name: string, password: string, origin: Origin): Promise<string> {
  return signIn(base, { name, password, userAgent: null, ...origin }, verify).then(
    () => "signed in",
    (error: unknown) => String(Reflect.get(Object(error), "code")),
  );
}

async function guess(
  { name }: CreatedTestMember,
  origin: Origin,
  count: number,
): Promise<string[]> {
  const codes: string[] = [];
  for (let attempt = 0; attempt < count; attempt += 1) {
    codes.push(await tryToSignIn(name, "wrong", origin));
  }
  return codes;
}

describe("wrong passwords from another network", () => {
  it("do not keep out the owner of the name, who signs in from elsewhere", async () => {
    const member = await makeMember(database);
    const attacker = { source: makeSource() };
    const codes = await guess(member, attacker, 30);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
    expect(await tryToSignIn(member.name, "right", { source: makeSource() })).toBe("signed in");
  });

  it("do not keep out a device that the owner signed in on before, even from the same network", async () => {
    const member = await makeMember(database);
    const source = makeSource();
    await guess(member, { source }, 11);
    expect(await tryToSignIn(member.name, "right", { source })).toBe("rate_limited");
    const device = { source, knownDeviceId: "a known device 1" };
    expect(await tryToSignIn(member.name, "right", device)).toBe("signed in");
  });

  it("are limited for a name from all networks together, except on a known device", async () => {
    const member = await makeMember(database);
    for (let network = 0; network < ATTEMPTS_OF_ALL / 10; network += 1) {
      const codes = await guess(member, { source: makeSource() }, 10);
      expect(new Set(codes)).toEqual(new Set(["unauthenticated"]));
    }
    const elsewhere = { source: makeSource() };
    expect(await tryToSignIn(member.name, "right", elsewhere)).toBe("rate_limited");
    expect(await tryToSignIn(member.email, "right", elsewhere)).toBe("unauthenticated");
    const device = { source: makeSource(), knownDeviceId: "a known device 2" };
    expect(await tryToSignIn(member.name, "right", device)).toBe("signed in");
  });

  it("are limited for a network over all names, and cost no query then", async () => {
    const source = makeSource();
    await useUp(source, 3);
    for (const name of ["invented-1@example.org", "invented-2@example.org", "acme/invented"]) {
      expect(await tryToSignIn(name, "x", { source })).toBe("unauthenticated");
    }
    const attempts = await database.signInAttempt.count();
    const member = await makeMember(database);
    expect(await tryToSignIn(member.name, "right", { source })).toBe("rate_limited");
    expect(await database.signInAttempt.count()).toBe(attempts);
    expect(await tryToSignIn(member.name, "right", { source: makeSource() })).toBe("signed in");
  });
});

describe("a known device", () => {
  it("verifies ten wrong passwords, and these count for no other device", async () => {
    const member = await makeMember(database);
    const device = { source: makeSource(), knownDeviceId: "a known device 3" };
    const codes = await guess(member, device, 11);
    expect(codes.slice(9)).toEqual(["unauthenticated", "rate_limited"]);
    expect(await tryToSignIn(member.name, "right", { source: device.source })).toBe("signed in");
  });

  it("counts from the start again after the right password", async () => {
    const member = await makeMember(database);
    const device = { source: makeSource(), knownDeviceId: "a known device 4" };
    for (let round = 0; round < 2; round += 1) {
      await guess(member, device, 9);
      expect(await tryToSignIn(member.name, "right", device)).toBe("signed in");
    }
  });
});

describe("a network", () => {
  it("does not count right passwords", async () => {
    const source = makeSource();
    const member = await makeMember(database);
    await useUp(source, 1);
    for (let count = 0; count < 3; count += 1) {
      expect(await tryToSignIn(member.name, "right", { source })).toBe("signed in");
    }
  });
});
