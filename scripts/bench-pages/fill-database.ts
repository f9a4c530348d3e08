import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Target } from "@/scripts/product/targets";
import type { ScenarioSize } from "./scenario";

/** The member whose page is measured, and the secret of their share link. */
export type SeedResult = { readonly memberId: number; readonly shareSecret: string };

/** Runs seed.ts in its own process, because a process can have only one open database client. */
export async function fillDatabase(
  { url, name }: Target,
  { members, days }: ScenarioSize,
  password: string,
): Promise<SeedResult> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [...["scripts/run.mjs", "scripts/bench-pages/seed.ts"], ...[String(members), String(days)]],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, DATABASE_URL: url, BENCH_PASSWORD: password },
    },
  );
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (status !== 0) {
    throw new Error("The data could not be created. Nothing was measured. See the output above.");
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`Created ${members} members and ${days} days on ${name} in ${seconds} s.`);
  return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
}
