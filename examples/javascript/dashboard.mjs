// Prints the figures of a team for a dashboard, as JSON: `node dashboard.mjs`. Scopes: team:read, analytics:read.
import { connect } from "./connect.mjs";

const client = connect();
const [team, statistics, distribution] = await Promise.all([
  client.team.getTeam({ limit: 100 }),
  client.analytics.getStatistics(),
  client.analytics.getDistribution(),
]);

console.log(
  JSON.stringify({
    members: team.team_size,
    average: team.average_performance_score,
    best: (team.top_performers ?? []).map(({ username }) => username),
    median: statistics.statistics.median_score,
    distribution: distribution.distribution,
  }),
);
