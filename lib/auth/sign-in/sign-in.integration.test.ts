import { afterAll, describe, expect, it } from "vitest";
import { findSessionCredential } from "@/lib/auth/find-credential";
import { verifyPassword } from "@/lib/auth/password/password";
import { setPassword } from "@/lib/auth/password/set-password";
import { hashSecret } from "@/lib/auth/secret-hash";
import { endSessionsOfMember } from "@/lib/auth/sessions/end-sessions";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";

const database = getDatabase();
// At the start of a window of 15 minutes, so that no window ends within a test.
const now = new Date("2026-05-04T10:00:01Z");
const base = { database, now };
const addMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const userAgent = "a browser";

/** Records every password hash that is verified. */
function createCountingVerify() {
  const hashed: (string | null)[] = [];
  const verify: typeof verifyPassword = (passwordHash, password) => {
    hashed.push(passwordHash);
    return verifyPassword(passwordHash, password);
  };
  return { hashed, verify };
}

afterAll(closeDatabase);

describe("signing in", () => {
  it("accepts the e-mail address and organization/username in any case", async () => {
    const member = await makeMember(database);
    const { email, password } = member;
    const [slug] = member.name.split("/");
    for (const name of [email, email.toUpperCase(), ` ${member.name.toUpperCase()} `]) {
      const { secret } = await signIn(base, { name, password, userAgent });
      const found = await findSessionCredential(database, secret, now);
      expect(found?.actor).toMatchObject({ kind: "session", userId: member.userId, scopes: null });
      expect(found?.organization).toMatchObject({ slug, timeZone: "Europe/Berlin" });
    }
  });

  it("stores only the hash of the session's secret", async () => {
    const member = await makeMember(database);
    const { secret } = await signIn(base, { ...member, userAgent });
    const row = await database.session.findFirstOrThrow({ where: { userId: member.userId } });
    expect(row.secretHash).toBe(hashSecret(secret));
    expect(JSON.stringify(row)).not.toContain(secret);
  });

  it("rejects a wrong password and an unknown name with the same error, after one hash each", async () => {
    const { hashed, verify } = createCountingVerify();
    const { name } = await makeMember(database);
    const attempts = [name, "unknown@example.org", "nowhere/unknown", "nonsense", "a\u0000b/c", ""];
    const errors = await Promise.all(
      attempts.map((tried) =>
        signIn(base, { name: tried, password: "wrong", userAgent }, verify).catch(
          (error: unknown) => error,
        ),
      ),
    );
    expect(hashed).toHaveLength(attempts.length);
    expect(hashed.filter((hash) => hash === null)).toHaveLength(attempts.length - 1);
    for (const error of errors) {
      expect(error).toMatchObject({ code: "unauthenticated" });
      expect(error).toEqual(errors[0]);
    }
  });

  it("rejects a deactivated member and a member without a password", async () => {
    const deactivated = await makeMember(database);
    const where = { id: deactivated.userId };
    await database.user.updateMany({ where, data: { deactivatedAt: now } });
    const without = await makeMember(database);
    await database.user.updateMany({ where: { id: without.userId }, data: { passwordHash: null } });
    for (const member of [deactivated, without]) {
      await expect(signIn(base, { ...member, userAgent })).rejects.toMatchObject({
        code: "unauthenticated",
      });
    }
  });
});

describe("guessing a password", () => {
  it("verifies 10 of 200 concurrent wrong passwords, and the owner's session continues", async () => {
    const member = await makeMember(database);
    const { secret } = await signIn(base, { ...member, userAgent });
    const { hashed, verify } = createCountingVerify();
    const codes = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        signIn(
          base,
          {
            name: index % 2 === 0 ? member.name : member.email,
            password: `wrong-${index}`,
            userAgent,
          },
          verify,
        ).then(
          () => "signed in",
          (error: unknown) => Reflect.get(Object(error), "code"),
        ),
      ),
    );
    // Ten attempts for each of two names, and ten verifications of the member's password in all.
    expect(hashed.filter((hash) => hash !== null)).toHaveLength(10);
    expect(hashed).toHaveLength(20);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(20);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(180);
    expect(await findSessionCredential(database, secret, now)).not.toBeNull();
  });

  it("rejects the right password for 15 minutes after 10 attempts, and says how long", async () => {
    const member = await makeMember(database);
    for (let count = 0; count < 10; count += 1) {
      await signIn(base, { ...member, password: "wrong", userAgent }).catch(() => undefined);
    }
    await expect(signIn(base, { ...member, userAgent })).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: 899,
    });
    const later = { database, now: addMinutes(15) };
    await expect(signIn(later, { ...member, userAgent })).resolves.toHaveProperty("secret");
  });

  it("responds the same for a known and an unknown name", async () => {
    const member = await makeMember(database);
    const [slug, username = ""] = member.name.split("/");
    const listErrors = async (names: readonly string[]) => {
      const { verify } = createCountingVerify();
      const errors: unknown[] = [];
      for (let count = 0; count < 11; count += 1) {
        for (const name of names) {
          errors.push(
            await signIn(base, { name, password: "wrong", userAgent }, verify).catch(
              (error: unknown) => error,
            ),
          );
        }
      }
      return errors.map((error) => [Reflect.get(Object(error), "code"), String(error)]);
    };
    // Two names of one member in several cases, compared with two unknown names.
    const known = await listErrors([
      member.name,
      `${slug}/${username.toUpperCase()}`,
      member.email,
    ]);
    const unknown = await listErrors([
      "nowhere/unknown1",
      "NOWHERE/unknown1",
      "unknown1@example.org",
    ]);
    expect(known).toEqual(unknown);
  });

  it("rejects a member's other name as a wrong password after 10 attempts under one name", async () => {
    const member = await makeMember(database);
    const { hashed, verify } = createCountingVerify();
    for (let count = 0; count < 10; count += 1) {
      await signIn(base, { ...member, password: "wrong", userAgent }, verify).catch(() => null);
    }
    const { email: name, password } = member;
    await expect(signIn(base, { name, password, userAgent }, verify)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(hashed.at(-1)).toBeNull();
  });

  it("deletes counts that are older than an hour", async () => {
    const name = "forgotten@example.org";
    const tryToSignIn = (at: Date) =>
      signIn({ database, now: at }, { name, password: "wrong", userAgent }).catch(() => null);
    // Later than every other attempt: a process deletes once for each span of time.
    const start = 365 * 24 * 60;
    await tryToSignIn(addMinutes(start));
    await tryToSignIn(addMinutes(start + 90));
    const windows = await database.signInAttempt.findMany({
      where: { windowStart: { lte: addMinutes(start) } },
    });
    expect(windows).toEqual([]);
  });

  it("resets the count after the right password", async () => {
    const member = await makeMember(database);
    const { hashed, verify } = createCountingVerify();
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 9; count += 1) {
        await signIn(base, { ...member, password: "wrong", userAgent }, verify).catch(() => null);
      }
      await signIn(base, { ...member, userAgent }, verify);
    }
    expect(hashed).toHaveLength(30);
  });
});

describe("signing in during a change of the member", () => {
  it.each(["a new password", "deactivation"])("starts no session after %s", async (change) => {
    const member = await makeMember(database);
    const { userId } = member;
    await makeMember(database, { organizationId: member.organizationId, role: "admin" });
    const context = { ...makeSystemContext(database, member), now };
    const verify: typeof verifyPassword = async (passwordHash, password) => {
      const isCorrect = await verifyPassword(passwordHash, password);
      await (change === "deactivation"
        ? deactivateMember(context, { userId })
        : setPassword(context, { userId, password: "another password" }));
      return isCorrect;
    };
    await expect(signIn(base, { ...member, userAgent }, verify)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(await database.session.count({ where: { userId, endedAt: null } })).toBe(0);
  });
});

describe("sessions", () => {
  it("ends a session after eight hours", async () => {
    const { secret } = await signIn(base, { ...(await makeMember(database)), userAgent });
    expect(await findSessionCredential(database, secret, addMinutes(8 * 60 - 1))).not.toBeNull();
    expect(await findSessionCredential(database, secret, addMinutes(8 * 60))).toBeNull();
  });

  it("reads the current role for each request, and ends a session at deactivation", async () => {
    const member = await makeMember(database);
    const { secret } = await signIn(base, { ...member, userAgent });
    const where = { id: member.userId };
    await database.user.updateMany({ where, data: { role: "manager" } });
    const found = await findSessionCredential(database, secret, now);
    expect(found?.actor.role).toBe("manager");
    await database.user.updateMany({ where, data: { deactivatedAt: now } });
    expect(await findSessionCredential(database, secret, now)).toBeNull();
  });

  it("ends all sessions of a member at sign-out everywhere and at a new password, and no others", async () => {
    const [member, other] = [await makeMember(database), await makeMember(database)];
    const kept = await signIn(base, { ...other, userAgent });
    const first = await signIn(base, { ...member, userAgent });
    expect(await endSessionsOfMember(database, member, now)).toBe(1);
    const second = await signIn(base, { ...member, userAgent });
    await setPassword(makeSystemContext(database, member), {
      userId: member.userId,
      password: "another password",
    });
    for (const { secret } of [first, second]) {
      expect(await findSessionCredential(database, secret, now)).toBeNull();
    }
    expect(await findSessionCredential(database, kept.secret, now)).not.toBeNull();
    const again = { ...member, password: "another password", userAgent };
    await expect(signIn(base, again)).resolves.toHaveProperty("secret");
  });
});
