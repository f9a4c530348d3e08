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
// At the start of a quarter of an hour, so that no window ends within a test.
const now = new Date("2026-05-04T10:00:01Z");
const base = { database, now };
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const userAgent = "a browser";

/** Counts how often a password is really hashed. */
function countingVerify() {
  const hashed: (string | null)[] = [];
  const verify: typeof verifyPassword = (passwordHash, password) => {
    hashed.push(passwordHash);
    return verifyPassword(passwordHash, password);
  };
  return { hashed, verify };
}

afterAll(closeDatabase);

describe("signing in", () => {
  it("works with the e-mail address and with organization/username, in any case that people type", async () => {
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

  it("keeps only the hash of the session's secret", async () => {
    const member = await makeMember(database);
    const { secret } = await signIn(base, { ...member, userAgent });
    const row = await database.session.findFirstOrThrow({ where: { userId: member.userId } });
    expect(row.secretHash).toBe(hashSecret(secret));
    expect(JSON.stringify(row)).not.toContain(secret);
  });

  it("refuses a wrong password and a name nobody has in the same words, after hashing once each", async () => {
    const { hashed, verify } = countingVerify();
    const { name } = await makeMember(database);
    const attempts = [name, "nobody@example.org", "nowhere/nobody", "nonsense", "a\u0000b/c", ""];
    const faults = await Promise.all(
      attempts.map((tried) =>
        signIn(base, { name: tried, password: "wrong", userAgent }, verify).catch(
          (error: unknown) => error,
        ),
      ),
    );
    expect(hashed).toHaveLength(attempts.length);
    expect(hashed.filter((hash) => hash === null)).toHaveLength(attempts.length - 1);
    for (const fault of faults) {
      expect(fault).toMatchObject({ code: "unauthenticated" });
      expect(fault).toEqual(faults[0]);
    }
  });

  it("refuses somebody deactivated, and somebody without a password", async () => {
    const gone = await makeMember(database);
    await database.user.updateMany({ where: { id: gone.userId }, data: { deactivatedAt: now } });
    const without = await makeMember(database);
    await database.user.updateMany({ where: { id: without.userId }, data: { passwordHash: null } });
    for (const member of [gone, without]) {
      await expect(signIn(base, { ...member, userAgent })).rejects.toMatchObject({
        code: "unauthenticated",
      });
    }
  });
});

describe("guessing", () => {
  it("gets 10 of 200 wrong passwords hashed that are tried at once, and the owner's session goes on", async () => {
    const member = await makeMember(database);
    const { secret } = await signIn(base, { ...member, userAgent });
    const { hashed, verify } = countingVerify();
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
    // Each name gets ten answers, and the member's own password is looked at ten times under both.
    expect(hashed.filter((hash) => hash !== null)).toHaveLength(10);
    expect(hashed).toHaveLength(20);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(20);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(180);
    expect(await findSessionCredential(database, secret, now)).not.toBeNull();
  });

  it("is over for a quarter of an hour, even with the right password, and says how long", async () => {
    const member = await makeMember(database);
    for (let count = 0; count < 10; count += 1) {
      await signIn(base, { ...member, password: "wrong", userAgent }).catch(() => undefined);
    }
    await expect(signIn(base, { ...member, userAgent })).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: 899,
    });
    const later = { database, now: minutesLater(15) };
    await expect(signIn(later, { ...member, userAgent })).resolves.toHaveProperty("secret");
  });

  it("tells by no answer whether anybody has the name", async () => {
    const member = await makeMember(database);
    const [slug, username = ""] = member.name.split("/");
    const answersFor = async (names: readonly string[]) => {
      const { verify } = countingVerify();
      const answers: unknown[] = [];
      for (let count = 0; count < 11; count += 1) {
        for (const name of names) {
          answers.push(
            await signIn(base, { name, password: "wrong", userAgent }, verify).catch(
              (error: unknown) => error,
            ),
          );
        }
      }
      return answers.map((answer) => [Reflect.get(Object(answer), "code"), String(answer)]);
    };
    // Two names of one member, as typed in several cases, beside two that nobody has.
    const known = await answersFor([
      member.name,
      `${slug}/${username.toUpperCase()}`,
      member.email,
    ]);
    const unknown = await answersFor(["nowhere/nobody1", "NOWHERE/nobody1", "nobody1@example.org"]);
    expect(known).toEqual(unknown);
  });

  it("under one name leaves a member's other name with the answer of a wrong password", async () => {
    const member = await makeMember(database);
    const { hashed, verify } = countingVerify();
    for (let count = 0; count < 10; count += 1) {
      await signIn(base, { ...member, password: "wrong", userAgent }, verify).catch(() => null);
    }
    const { email: name, password } = member;
    await expect(signIn(base, { name, password, userAgent }, verify)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(hashed.at(-1)).toBeNull();
  });

  it("leaves no count behind that is older than an hour or so", async () => {
    const name = "forgotten@example.org";
    const attempt = (at: Date) =>
      signIn({ database, now: at }, { name, password: "wrong", userAgent }).catch(() => null);
    await attempt(minutesLater(60));
    await attempt(minutesLater(150));
    const windows = await database.signInAttempt.findMany({
      where: { windowStart: { lte: minutesLater(60) } },
    });
    expect(windows).toEqual([]);
  });

  it("starts from nothing after the right password", async () => {
    const member = await makeMember(database);
    const { hashed, verify } = countingVerify();
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 9; count += 1) {
        await signIn(base, { ...member, password: "wrong", userAgent }, verify).catch(() => null);
      }
      await signIn(base, { ...member, userAgent }, verify);
    }
    expect(hashed).toHaveLength(30);
  });
});

describe("while a password is looked at", () => {
  it.each(["another password", "deactivation"])("%s leaves no session behind", async (change) => {
    const member = await makeMember(database);
    const { userId } = member;
    await makeMember(database, { organizationId: member.organizationId, role: "admin" });
    const context = { ...makeSystemContext(database, member), now };
    const verify: typeof verifyPassword = async (passwordHash, password) => {
      const isRight = await verifyPassword(passwordHash, password);
      await (change === "deactivation"
        ? deactivateMember(context, { userId })
        : setPassword(context, { userId, password: "another password" }));
      return isRight;
    };
    await expect(signIn(base, { ...member, userAgent }, verify)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(await database.session.count({ where: { userId, endedAt: null } })).toBe(0);
  });
});

describe("a session", () => {
  it("lasts eight hours", async () => {
    const { secret } = await signIn(base, { ...(await makeMember(database)), userAgent });
    expect(await findSessionCredential(database, secret, minutesLater(8 * 60 - 1))).not.toBeNull();
    expect(await findSessionCredential(database, secret, minutesLater(8 * 60))).toBeNull();
  });

  it("has the role of this moment, and ends with deactivation", async () => {
    const member = await makeMember(database);
    const { secret } = await signIn(base, { ...member, userAgent });
    const where = { id: member.userId };
    await database.user.updateMany({ where, data: { role: "manager" } });
    const found = await findSessionCredential(database, secret, now);
    expect(found?.actor.role).toBe("manager");
    await database.user.updateMany({ where, data: { deactivatedAt: now } });
    expect(await findSessionCredential(database, secret, now)).toBeNull();
  });

  it("ends when its owner signs out everywhere or gets another password, and nobody else's does", async () => {
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
