import type { Client } from "pg";
import { requireCommand } from "./command";
import { ORGANIZATION } from "./import-checks";
import type { Report } from "./report";

type JsonObject = Readonly<Record<string, unknown>>;

const ALL_DAYS = "days=36500";

/** A member's figures without the instant of the response, which the list of a team has once for all. */
function withoutInstant(figures: unknown): JsonObject {
  const { as_of: _asOf, ...others }: JsonObject = Object.fromEntries(
    Object.entries(Object(figures)),
  );
  return others;
}

/** Checks that summary, team, leaderboard, trend, snapshots, export and analytics return the same figures. */
export async function checkAgreement({
  address,
  client,
  environment,
  report,
  userIds,
}: {
  readonly address: string;
  readonly client: Client;
  readonly environment: Readonly<Record<string, string>>;
  readonly report: Report;
  readonly userIds: readonly number[];
}): Promise<void> {
  const read = createReader(address, await createManager(environment));
  const team = selectJsonRows(await read("team?limit=1000"), "all_members");
  const board = selectJsonRows(await read("team/leaderboard?limit=1000"), "entries");
  for (const id of userIds) {
    const summary = withoutInstant(await read(`user/${id}/summary`));
    const trends = await read(`user/${id}/trends?${ALL_DAYS}`);
    const snapshots = selectJsonRows(await read(`snapshots/${id}?${ALL_DAYS}`), "snapshots");
    const exported = await read(`export/user/${id}?format=json&${ALL_DAYS}`);
    const score = summary.current_performance_score;
    const entry = findRow(board, id);
    const scores = [
      entry.performance_score,
      getLast(trends.performance_scores),
      snapshots.at(-1)?.cumulative_performance_score ?? null,
    ];
    const isSame =
      scores.every((found) => found === score) &&
      entry.rank === summary.rank &&
      toText(findRow(team, id)) === toText(summary) &&
      toText(withoutInstant(exported.summary)) === toText(summary);
    report.check(`member ${id}: every endpoint returns the score ${score}`, isSame, {
      summary,
      entry,
      scores,
    });
  }
  await checkAnalytics({ client, read, report });
}

async function checkAnalytics({
  client,
  read,
  report,
}: {
  readonly client: Client;
  readonly read: (path: string) => Promise<JsonObject>;
  readonly report: Report;
}): Promise<void> {
  const { rows } = await client.query(
    `SELECT count(score)::int AS rated, round(avg(score) / 100, 2)::float8 AS average_score,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY score)::numeric / 100, 2)::float8 AS median_score,
       round(stddev_pop(score) / 100, 2)::float8 AS std_deviation
     FROM user_performance JOIN organizations ON organizations.id = organization_id
     WHERE slug = $1 AND is_active`,
    [ORGANIZATION],
  );
  const expected: JsonObject = rows[0];
  const { statistics } = await read("statistics");
  const distribution = await read("analytics/distribution");
  const bins = Object.values(toJsonObject(distribution.distribution)).map(Number);
  const total = bins.reduce((sum, count) => sum + count, 0);
  report.check("the histogram adds up to the rated members", total === expected.rated, bins);
  const names = ["average_score", "median_score", "std_deviation"];
  const isSame = names.every((name) => toJsonObject(statistics)[name] === expected[name]);
  report.check("the statistics match those of PostgreSQL", isSame, { statistics, expected });
}

async function createManager(environment: Readonly<Record<string, string>>): Promise<string> {
  const username = "agreement-check";
  await requireCommand(
    [
      "member",
      "create",
      "--organization",
      ORGANIZATION,
      "--username",
      username,
      "--role",
      "manager",
    ],
    environment,
  );
  const user = `${ORGANIZATION}/${username}`;
  return (await requireCommand(["token", "create", "--user", user], environment)).lastLine;
}

function createReader(address: string, token: string) {
  return async (path: string): Promise<JsonObject> => {
    const response = await fetch(`${address}/api/performance/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`${path} responded with ${response.status}.`);
    return toJsonObject(await response.json());
  };
}

function selectJsonRows(body: JsonObject, name: string): readonly JsonObject[] {
  const rows = body[name];
  return Array.isArray(rows) ? rows.map(toJsonObject) : [];
}

function findRow(rows: readonly JsonObject[], id: number): JsonObject {
  return rows.find((row) => row.user_id === id) ?? {};
}

function getLast(values: unknown): unknown {
  return Array.isArray(values) ? (values.at(-1) ?? null) : undefined;
}

function toText(value: unknown): string {
  return JSON.stringify(value);
}

function toJsonObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
