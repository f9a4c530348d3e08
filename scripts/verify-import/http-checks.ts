import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "pg";
import { checkAgreement } from "./agreement-checks";
import { requireCommand } from "./command";
import { ORGANIZATION, TIME_ZONE } from "./import-checks";
import { type Figures, recomputeFigures } from "./recomputation";
import type { Report } from "./report";
import { listMembers } from "./stored-state";

type Server = { readonly address: string; readonly stop: () => Promise<void> };

/** Asks the running product for everybody's figures, each with a token of their own, and compares. */
export async function checkFigures({
  client,
  environment,
  file,
  report,
}: {
  readonly client: Client;
  readonly environment: Readonly<Record<string, string>>;
  readonly file: string;
  readonly report: Report;
}): Promise<void> {
  if (!existsSync(".next/BUILD_ID")) {
    report.check("the pages are built (run “npm run build” first)", false);
    return;
  }
  const expected = await recomputeFigures(client, file, TIME_ZONE);
  const members = await listMembers(client, ORGANIZATION);
  const server = await startServer(environment);
  try {
    for (const { id, username } of members) {
      const user = `${ORGANIZATION}/${username}`;
      const token = await requireCommand(["token", "create", "--user", user], environment);
      const address = `${server.address}/api/performance/user/${id}`;
      const figures = expected.get(username) ?? noFigures;
      const metrics = await readFigures(`${address}/metrics`, token.lastLine);
      const summary = await readFigures(`${address}/summary`, token.lastLine);
      const same = [metrics, summary].every((found) => toText(found) === toText(figures));
      const claim = `${username}: ${figures.tasks_completed} tasks, score ${figures.score}`;
      report.check(claim, same, { expected: figures, metrics, summary });
    }
    report.check("everybody in the file is there", [...expected.keys()].every(isAmong(members)));
    const userIds = members.map(({ id }) => id);
    await checkAgreement({ address: server.address, client, environment, report, userIds });
  } finally {
    await server.stop();
  }
}

function isAmong(members: readonly { readonly username: string }[]) {
  return (name: string) => members.some(({ username }) => username === name);
}

const noFigures: Figures = {
  tasks_completed: 0,
  score: null,
  experience_level: 1,
  avg_completion_time: null,
  on_time_ratio: null,
  skill_accuracy: null,
  difficulty_factor: null,
  avg_completion_speed: null,
};

const names = Object.keys(noFigures);

function toText(figures: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(names.map((name) => figures[name]));
}

async function readFigures(
  address: string,
  token: string,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) return { status: response.status, body: await response.text() };
  const body = await response.json();
  return {
    ...body,
    ...(body.metrics ?? body.latest_metrics),
    score: body.performance_score ?? body.current_performance_score ?? null,
  };
}

async function startServer(environment: Readonly<Record<string, string>>): Promise<Server> {
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        ...environment,
        NODE_ENV: "production",
        NEXTAUTH_URL: address,
        NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
        LOG_LEVEL: "error",
      },
    },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await gone;
  };
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error("The server ended before it was ready.");
    const isReady = await fetch(`${address}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return { address, stop };
    await wait(200);
  }
  await stop();
  throw new Error("The server was not ready within a minute.");
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
