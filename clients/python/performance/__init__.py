"""Client of the Performance Tracking Service, with the standard library alone."""

from ._generated import *  # noqa: F403
from ._generated import API_VERSION, PerformanceClient
from ._requester import ProblemError, get_etag
from ._service import PerformanceService

__all__ = ["API_VERSION", "PerformanceClient", "PerformanceService", "ProblemError", "get_etag"]
