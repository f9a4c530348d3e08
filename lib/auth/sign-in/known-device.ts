import { createHmac, randomBytes } from "node:crypto";
import { stringifySetCookie } from "cookie";
import { findCookie } from "@/lib/auth/sessions/session-cookie";
import { normalizeSignInName } from "@/lib/auth/sign-in/sign-in-name";
import { type Environment, requireAuthSecret } from "@/lib/environment/environment";
import { SECONDS_PER_HOUR } from "@/lib/performance/domain/units/seconds";

const ID_BYTES = 16;
const MARK_LENGTH = 22;
/** A member has two names, so a browser is known for five or more of its members. */
const MAX_MARKS = 10;
const KEPT_SECONDS = 180 * 24 * SECONDS_PER_HOUR;
const value = /^([\w-]{22})((?:~[\w-]{22}){0,10})$/;

/**
 * A browser with the names that signed in on it before. Its cookie has a random id and, for each name, a mark of id and
 * name that only this server can make. It opens nothing: a sign-in still needs the password.
 */
export type Device = { readonly id: string | null; readonly marks: readonly string[] };

export const unknownDevice: Device = { id: null, marks: [] };

export function readDevice(cookies: string | null, environment: Environment): Device {
  const [, id, marks = ""] =
    value.exec(findCookie(cookies, getCookieName(environment)) ?? "") ?? [];
  return id === undefined ? unknownDevice : { id, marks: marks.split("~").slice(1) };
}

/** Whether the name signed in on this device before. */
export function isKnownDevice(device: Device, name: string, environment: Environment): boolean {
  return device.id !== null && device.marks.includes(createMark(device.id, name, environment));
}

/** The `Set-Cookie` header after a sign-in of a member with these names. */
export function rememberDevice(
  device: Device,
  names: readonly string[],
  environment: Environment,
): string {
  const id = device.id ?? randomBytes(ID_BYTES).toString("base64url");
  const marks = names.map((name) => createMark(id, name, environment));
  const all = [...new Set([...marks, ...device.marks])].slice(0, MAX_MARKS);
  return stringifySetCookie(getCookieName(environment), [id, ...all].join("~"), {
    ...{ httpOnly: true, sameSite: "lax", path: "/", secure: environment.isHttps },
    maxAge: KEPT_SECONDS,
  });
}

function getCookieName({ isHttps }: Environment): string {
  return isHttps ? "__Host-pts-device" : "pts-device";
}

function createMark(id: string, name: string, environment: Environment): string {
  return createHmac("sha256", requireAuthSecret(environment))
    .update(`known device\n${id}\n${normalizeSignInName(name)}`)
    .digest("base64url")
    .slice(0, MARK_LENGTH);
}
