import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type { Client } from "pg";
import { startProduct } from "@/scripts/product/start-product";
import { checkAgreement } from "./agreement-checks";
import { requireCommand } from "./command";
import { ORGANIZATION, TIME_ZONE } from "./import-checks";
import { type Figures, recomputeFigures } from "./recomputation";
import type { Report } from "./report";
import { listMembers } from "./stored-state";

/** Requests each member's figures from the running product with the member's token, and compares them. */
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
    report.check("the production build exists (run “npm run build” first)", false);
    return;
  }
  const expected = await recomputeFigures(client, file, TIME_ZONE);
  const members = await listMembers(client, ORGANIZATION);
  const server = await startProduct({
    ...environment,
    PTS_DEMO: "0",
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    LOG_LEVEL: "error",
  });
  try {
    for (const { id, username } of members) {
      const user = `${ORGANIZATION}/${username}`;
      const token = await requireCommand(["token", "create", "--user", user], environment);
      const address = `${server.address}/api/performance/user/${id}`;
      const figures = expected.get(username) ?? noFigures;
      const metrics = await readFigures(`${address}/metrics`, token.lastLine);
      const summary = await readFigures(`${address}/summary`, token.lastLine);
      const isSame = [metrics, summary].every((found) => toText(found) === toText(figures));
      const claim = `${username}: ${figures.tasks_completed} tasks, score ${figures.score}`;
      report.check(claim, isSame, { expected: figures, metrics, summary });
    }
    const isMember = (name: string) => members.some(({ username }) => username === name);
    report.check("every assignee of the file is a member", [...expected.keys()].every(isMember));
    const userIds = members.map(({ id }) => id);
    await checkAgreement({ address: server.address, client, environment, report, userIds });
  } finally {
    await server.stop();
  }
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
