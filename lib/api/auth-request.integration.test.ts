import { parseSetCookie } from "cookie";
import { afterAll, describe, expect, it } from "vitest";
import { handleAuthRequest } from "@/lib/api/auth-request";
import { findSessionCredential } from "@/lib/auth/find-credential";
import { makeMember } from "@/lib/auth/testing/make-member";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import { frozenNow } from "@/lib/testing/frozen-now";

const database = getDatabase();

/** Keeps cookies as a browser does. */
class Browser {
  readonly cookies = new Map<string, string>();

  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("host", "localhost:3000");
    headers.set("cookie", [...this.cookies].map((pair) => pair.join("=")).join("; "));
    const request = new Request(`http://localhost:3000/api/auth/${path}`, { ...init, headers });
    const [route = ""] = path.split("?");
    const params = Promise.resolve({ nextauth: route.split("/") });
    const response = await handleAuthRequest(request, { params });
    for (const text of response.headers.getSetCookie()) {
      const { name, value = "" } = parseSetCookie(text, { decode: (raw) => raw });
      if (value === "") {
        this.cookies.delete(name);
      } else {
        this.cookies.set(name, value);
      }
    }
    return response;
  }

  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const { csrfToken }: { csrfToken: string } = await (await this.call("csrf")).json();
    return await this.call(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ csrfToken, json: "true", ...fields }),
    });
  }
}

afterAll(closeDatabase);

describe("the URLs of next-auth", () => {
  it("sign in with a cookie that scripts cannot read and that contains only the session's secret", async () => {
    const member = await makeMember(database);
    const browser = new Browser();
    const response = await browser.post("callback/credentials", {
      name: member.name,
      password: member.password,
    });
    expect(response.status).toBe(200);
    const cookie = response.headers.getSetCookie().find((text) => text.startsWith("pts-session="));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
    const secret = browser.cookies.get("pts-session") ?? "";
    expect(secret).toMatch(/^[\w-]{43}$/);
    const found = await findSessionCredential(database, secret, frozenNow);
    expect(found?.actor.userId).toBe(member.userId);
    expect(await (await browser.call("session")).json()).toMatchObject({
      user: { name: "Test Member" },
    });
  });

  it("end the session at sign-out, so that a copy of its cookie no longer works", async () => {
    const member = await makeMember(database);
    const browser = new Browser();
    await browser.post("callback/credentials", { name: member.email, password: member.password });
    const secret = browser.cookies.get("pts-session") ?? "";
    expect((await browser.post("signout", {})).status).toBe(200);
    expect(browser.cookies.has("pts-session")).toBe(false);
    expect(await findSessionCredential(database, secret, frozenNow)).toBeNull();
    browser.cookies.set("pts-session", secret);
    expect(await (await browser.call("session")).json()).toEqual({});
  });

  it("report only a wrong name or password, and after ten attempts how long to wait", async () => {
    const member = await makeMember(database);
    const browser = new Browser();
    const errors: (string | null)[] = [];
    for (let count = 0; count < 11; count += 1) {
      const response = await browser.post("callback/credentials", {
        name: member.name,
        password: "no",
      });
      expect(response.status).toBe(401);
      const { url }: { url: string } = await response.json();
      errors.push(new URL(url).searchParams.get("error"));
    }
    expect(errors.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => "CredentialsSignin"));
    expect(errors[10]).toMatch(/^rate_limited:\d{1,3}$/);
    expect(browser.cookies.has("pts-session")).toBe(false);
  });

  it("remember the browser after a sign-in, so that wrong passwords from elsewhere do not keep it out", async () => {
    const { name, password } = await makeMember(database);
    const [owner, stranger] = [new Browser(), new Browser()];
    const headers = { "x-pts-client-address": "192.0.2.77" };
    const signInWith = (browser: Browser, tried: string) =>
      browser.post("callback/credentials", { name, password: tried }, headers);
    expect((await signInWith(owner, password)).status).toBe(200);
    expect(owner.cookies.get("pts-device")).toMatch(/^[\w-]{22}(~[\w-]{22}){2}$/);
    expect((await owner.post("signout", {})).status).toBe(200);
    for (let count = 0; count < 11; count += 1) await signInWith(stranger, "wrong");
    expect((await signInWith(stranger, password)).status).toBe(401);
    expect(stranger.cookies.has("pts-device")).toBe(false);
    expect((await signInWith(owner, password)).status).toBe(200);
  });

  it("accept a form posted without scripts only with the token against forgery", async () => {
    const member = await makeMember(database);
    const browser = new Browser();
    const response = await browser.call("callback/credentials", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ name: member.name, password: member.password }).toString(),
    });
    expect(response.status).toBe(302);
    expect(browser.cookies.has("pts-session")).toBe(false);
  });

  it("reject a form from another site", async () => {
    const member = await makeMember(database);
    const browser = new Browser();
    const { name, password } = member;
    const from = (origin: string) =>
      browser.post("callback/credentials", { name, password }, { origin });
    expect((await from("https://evil.example")).status).toBe(403);
    expect((await from("http://localhost:3000")).status).toBe(200);
  });

  it.each([
    ["GET", "signin?callbackUrl=%00&error=x", 302],
    ["GET", "csrf?callbackUrl=http://[", 200],
    ["GET", "error?error=x", 404],
    ["GET", "callback/credentials", 404],
    ["GET", "nonsense/../x", 404],
    ["POST", "_log", 404],
    ["POST", "session", 404],
    ["POST", "signin/credentials", 404],
    ["DELETE", "session", 404],
  ])("%s %s responds with %i", async (method, path, status) => {
    const response = await new Browser().call(path, { method });
    expect(response.status).toBe(status);
  });

  it.each([
    ["application/json", "{", 400],
    ["application/json", "[]", 400],
    ["application/json", '{"name":{"$ne":1},"csrfToken":"x"}', 400],
    ["application/json", '{"__proto__":"x","callbackUrl":"http://["}', 302],
    ["application/x-www-form-urlencoded", "a=%&callbackUrl=%00", 302],
    ["multipart/form-data", "x", 415],
    ["application/json", `{"name":"${"x".repeat(20_000)}"}`, 413],
  ])("hostile form %# of %s gets an error response", async (type, body, status) => {
    const browser = new Browser();
    browser.cookies.set("next-auth.callback-url", "%00not a url");
    browser.cookies.set("next-auth.csrf-token", "%E0%A4%A|x");
    const response = await browser.call("callback/credentials", {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    expect(response.status).toBe(status);
  });
});
