"""The performance of members, with the client of the environment: ``PTS_URL`` and ``PTS_TOKEN``."""

from __future__ import annotations

import os
from typing import Optional, cast

from ._generated import (
    AssignmentChange,
    PerformanceClient,
    TeamPerformance,
    UserHistory,
    UserSummaryResponse,
    UserTrends,
)

_client: Optional[PerformanceClient] = None


def _get_client() -> PerformanceClient:
    global _client
    if _client is None:
        _client = PerformanceClient(os.environ["PTS_URL"], os.environ["PTS_TOKEN"])
    return _client


class PerformanceService:
    """The most used operations. Call ``configure`` where the environment names no service."""

    @staticmethod
    def configure(client: PerformanceClient) -> None:
        global _client
        _client = client

    @staticmethod
    def update_user_performance(user_id: int, assignment_id: int) -> AssignmentChange:
        """Completes an assignment of the member now; nothing changes where it is completed already.

        :raises ValueError: where it is not an assignment of the member.
        """
        operations = _get_client().assignments
        assignment = operations.get_assignment(id=assignment_id)
        if assignment["user_id"] != user_id:
            raise ValueError(f"Assignment {assignment_id} is not one of member {user_id}.")
        return operations.complete_assignment(id=assignment_id)

    @staticmethod
    def get_user_performance_summary(user_id: int) -> UserSummaryResponse:
        return _get_client().user.get_user_summary(id=user_id)

    @staticmethod
    def get_user_performance_history(user_id: int, days: int = 30) -> UserHistory:
        return _get_client().user.get_user_history(id=user_id, days=days)

    @staticmethod
    def get_performance_trends(user_id: int, days: int = 90) -> UserTrends:
        return _get_client().user.get_user_trends(id=user_id, days=days)

    @staticmethod
    def get_team_performance_summary(org_id: int) -> TeamPerformance:
        """The performance of the organization of the token.

        :raises ValueError: where the token is of another organization.
        """
        team = _get_client().team.get_team()
        if team["organization_id"] != org_id:
            raise ValueError(f"The token is not of organization {org_id}.")
        return cast(TeamPerformance, team)
