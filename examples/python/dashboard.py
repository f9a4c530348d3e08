"""Prints the figures of a team for a dashboard, as JSON: ``python3 dashboard.py``. Scopes: team:read, analytics:read."""

import json
import os

from performance import PerformanceClient

client = PerformanceClient(os.environ["PTS_URL"], os.environ["PTS_TOKEN"])
team = client.team.get_team(limit=100)
statistics = client.analytics.get_statistics()
distribution = client.analytics.get_distribution()

print(
    json.dumps(
        {
            "members": team["team_size"],
            "average": team["average_performance_score"],
            "best": [member["username"] for member in team["top_performers"] or []],
            "median": statistics["statistics"]["median_score"],
            "distribution": distribution["distribution"],
        }
    )
)
