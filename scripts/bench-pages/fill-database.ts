import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Target } from "@/scripts/product/targets";
import type { Size } from "./scenario";

/** What `seed.ts` says of what it made, or found: whom to look at, and the secret of a share link of theirs. */
export type Made = { readonly memberId: number; readonly shareSecret: string };

/** Fills a database, in a process of its own, since only one client of a database may be open in each. */
export async function fill(
  { url, name }: Target,
  { members, days }: Size,
  password: string,
): Promise<Made> {
  const since = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...["--conditions=react-server", "--import", "tsx", "scripts/bench-pages/seed.ts"],
      ...[String(members), String(days)],
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, DATABASE_URL: url, USABILITY_PASSWORD: password },
    },
  );
  const [said, [status]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (status !== 0) throw new Error("The data could not be made: see what it says above.");
  const seconds = Math.round((performance.now() - since) / 1000);
  console.log(`${members} members and ${days} days on ${name}, made in ${seconds} s.`);
  return JSON.parse(said.trimEnd().split("\n").at(-1) ?? "");
}
