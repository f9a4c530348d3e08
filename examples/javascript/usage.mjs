// The figures of a member and of the team: `node usage.mjs 5`. Scope: team:read.
import { connect } from "./connect.mjs";

const id = Number(process.argv[2]);
const client = connect();

// Get user performance
const data = await client.user.getUserPerformance({ id });

// Get performance trends for chart
const trendData = await client.user.getUserTrends({ id, days: 90 });

// Get team performance
const teamData = await client.team.getTeam();

console.log(JSON.stringify([data.user_id, trendData.period_days, teamData.organization_id]));
