import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findFreePort } from "../product/free-port";
import { getDebianProgram } from "./debian-program";

export type RunningPrometheus = {
  /** The value of the first series of an expression; null: it has none, or Prometheus does not respond yet. */
  readonly read: (expression: string) => Promise<number | null>;
  /** The names of the alerts that fire. */
  readonly listFiring: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

const vector = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.object({ alertname: z.string().optional() }),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
});

/**
 * Starts Prometheus with the configuration in deploy/prometheus, which scrapes one address each second.
 * @param options.changeRules changes the text of the alert rules, such as their times
 */
export async function startPrometheus(options: {
  readonly folder: string;
  readonly address: string;
  readonly token: string;
  readonly changeRules?: (text: string) => string;
}): Promise<RunningPrometheus> {
  const { folder, address, token, changeRules = (text) => text } = options;
  const prometheus = getDebianProgram({ name: "prometheus", path: "usr/bin/prometheus" });
  const port = await findFreePort();
  const config = readFileSync("deploy/prometheus/prometheus.yaml", "utf8")
    .replaceAll("15s", "1s")
    .replace("/etc/prometheus/pts-token", join(folder, "token"))
    .replace("localhost:3000", new URL(address).host);
  const rules = readFileSync("deploy/prometheus/alerts.yaml", "utf8");
  writeFileSync(join(folder, "token"), token);
  writeFileSync(join(folder, "alerts.yaml"), changeRules(rules));
  writeFileSync(join(folder, "prometheus.yaml"), config);
  const child = spawn(
    prometheus.path,
    [
      ...[`--config.file=${join(folder, "prometheus.yaml")}`, "--log.level=error"],
      ...[`--storage.tsdb.path=${join(folder, "data")}`, `--web.listen-address=127.0.0.1:${port}`],
    ],
    { stdio: ["ignore", "inherit", "inherit"], env: prometheus.environment },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const ask = (expression: string) => queryVector(port, expression);
  return {
    read: async (expression) => {
      const [first] = await ask(expression);
      return first === undefined ? null : Number(first.value[1]);
    },
    listFiring: async () => {
      const firing = await ask('ALERTS{alertstate="firing"}');
      return [...new Set(firing.flatMap(({ metric }) => metric.alertname ?? []))].sort();
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function queryVector(port: number, expression: string) {
  const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expression)}`;
  const response = await fetch(url).catch(() => null);
  return response === null || !response.ok ? [] : vector.parse(await response.json()).data.result;
}
