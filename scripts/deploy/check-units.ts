import { readdirSync } from "node:fs";
import { join } from "node:path";
import { getDebianProgram, runProgram } from "./debian-program";

const folder = "deploy/systemd";
/** Of 10; systemd calls less than 2.0 "OK". */
const MOST_EXPOSURE = 2;

/** Checks the units by systemd's own tools. @returns sentences about what was found. */
export function checkUnits(): readonly string[] {
  const analyze = getDebianProgram({ name: "systemd", path: "usr/bin/systemd-analyze" });
  const files = readdirSync(folder).map((name) => join(folder, name));
  const warnings = runProgram(analyze, ["verify", ...files]);
  if (warnings !== "") throw new Error(`systemd-analyze verify:\n${warnings}`);
  return [
    `systemd-analyze verify: ${files.length} units without a warning`,
    ...files
      .filter((file) => file.endsWith(".service"))
      .map((file) => {
        const output = runProgram(analyze, ["security", "--offline=true", file]);
        const level = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(output)?.[1]);
        if (!(level < MOST_EXPOSURE)) throw new Error(`${file} has the exposure ${level}.`);
        return `systemd-analyze security: ${file} ${level}`;
      }),
  ];
}
