"""The most used operations: ``python3 usage.py 5 42 1``. Scopes: team:read, assignments:write."""

import json
import sys

from performance import PerformanceService

user_id, assignment_id, org_id = map(int, sys.argv[1:])

# Update user performance after task completion
result = PerformanceService.update_user_performance(user_id=user_id, assignment_id=assignment_id)

# Get user performance summary
summary = PerformanceService.get_user_performance_summary(user_id=user_id)

# Get performance history
history = PerformanceService.get_user_performance_history(user_id=user_id, days=30)

# Get performance trends
trends = PerformanceService.get_performance_trends(user_id=user_id, days=90)

# Get team performance
team_perf = PerformanceService.get_team_performance_summary(org_id=org_id)

print(
    json.dumps(
        [
            result["assignment"]["status"],
            summary["user_id"],
            history["period_days"],
            trends["period_days"],
            team_perf["organization_id"],
        ]
    )
)
