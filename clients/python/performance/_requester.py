"""Sends requests with a token, tries again when the service asks for it, and raises what it reports."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any, BinaryIO, Callable, Dict, Iterator, List, Optional, Union
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

RETRIED_STATUSES = (429, 503)
REPEATABLE_METHODS = ("GET", "PUT", "DELETE")

#: The response to a request for a file: read it, or iterate over its lines.
Response = BinaryIO


class ProblemError(Exception):
    """An error response of the service, by RFC 9457. ``code`` says why, for programs."""

    def __init__(self, status: int, problem: Dict[str, Any]) -> None:
        super().__init__(problem.get("detail") or f"The service responded with {status}.")
        self.status = status
        #: None where something other than the service responded, such as a proxy.
        self.code: Optional[str] = problem.get("code")
        self.request_id: Optional[str] = problem.get("request_id")
        self.invalid_params: List[Dict[str, Any]] = problem.get("invalid_params", [])
        self.required_scopes: List[str] = problem.get("required_scopes", [])


class _Result(Dict[str, Any]):
    """The body of a response, with the version of the resource."""

    etag: Optional[str] = None


def get_etag(result: Any) -> str:
    """The version of what a call returned, for ``if_match`` of the next write.

    :raises ValueError: for a result without one, such as an entry of a list: read it by its own operation.
    """
    etag = getattr(result, "etag", None)
    if etag is None:
        raise ValueError("This result has no version. Read the resource by itself.")
    return etag


class Requester:
    """Sends the requests of a client.

    :param max_attempts: how often a request is sent at most.
    :param max_wait_seconds: the longest wait before another attempt.
    :param timeout: seconds until a connection without an answer counts as failed.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        max_attempts: int = 5,
        max_wait_seconds: float = 60,
        timeout: float = 120,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not base_url.startswith(("http://", "https://")):
            raise ValueError("base_url must begin with http:// or https://")
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._max_attempts = max_attempts
        self._max_wait_seconds = max_wait_seconds
        self._timeout = timeout
        self._sleep = sleep

    def request(self, method: str, path: str, parameters: Optional[Dict[str, Any]] = None, **content: Any) -> Any:
        with self.request_file(method, path, parameters, **content) as response:
            text = response.read()
            etag = response.headers.get("ETag")
        result = json.loads(text) if text else None
        if etag is not None and isinstance(result, dict):
            result = _Result(result)
            result.etag = etag
        return result

    def request_file(
        self, method: str, path: str, parameters: Optional[Dict[str, Any]] = None, **content: Any
    ) -> Any:
        request = self._prepare(method, path, parameters or {}, **content)
        attempt = 0
        while True:
            attempt += 1
            try:
                return urlopen(request, timeout=self._timeout)
            except HTTPError as error:
                with error:
                    wait = self._find_wait(error, attempt)
                    if wait is None or attempt >= self._max_attempts:
                        raise ProblemError(error.code, _read_problem(error)) from None
            except (URLError, ConnectionError, TimeoutError):
                is_repeatable = method in REPEATABLE_METHODS or request.has_header("Idempotency-key")
                if not is_repeatable or attempt >= self._max_attempts:
                    raise
                wait = self._back_off(attempt)
            self._sleep(wait)

    def iterate(
        self, entries: str, method: str, path: str, parameters: Optional[Dict[str, Any]] = None, **content: Any
    ) -> Iterator[Any]:
        """The entries of all pages of a list."""
        given = dict(parameters or {})
        while True:
            page = self.request(method, path, given, **content)
            yield from page[entries] or []
            if page["next_cursor"] is None:
                return
            given["cursor"] = page["next_cursor"]

    def _back_off(self, attempt: int) -> float:
        return min(2.0 ** (attempt - 1), self._max_wait_seconds)

    def _find_wait(self, error: HTTPError, attempt: int) -> Optional[float]:
        """The seconds before another attempt; None where there is none."""
        if error.code not in RETRIED_STATUSES:
            return None
        text = error.headers.get("Retry-After")
        if text is None or not text.isdigit():
            return self._back_off(attempt)
        return float(text) if float(text) <= self._max_wait_seconds else None

    def _prepare(
        self,
        method: str,
        path: str,
        parameters: Dict[str, Any],
        *,
        body: Any = None,
        file: Union[bytes, BinaryIO, None] = None,
        content_type: str = "text/csv",
        creates: bool = False,
        idempotency_key: Optional[str] = None,
        if_match: Optional[str] = None,
    ) -> Request:
        query = {}
        for name, value in parameters.items():
            if value is None:
                continue
            text = str(value).lower() if isinstance(value, bool) else str(value)
            place = "{" + name + "}"
            if place in path:
                path = path.replace(place, quote(text, safe=""))
            else:
                query[name] = text
        headers = {"Authorization": f"Bearer {self._token}"}
        data = file
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        elif file is not None:
            headers["Content-Type"] = content_type
        if creates:
            headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
        if if_match is not None:
            headers["If-Match"] = if_match
        suffix = f"?{urlencode(query)}" if query else ""
        return Request(f"{self._base_url}{path}{suffix}", data=data, headers=headers, method=method)


def _read_problem(error: HTTPError) -> Dict[str, Any]:
    try:
        problem = json.loads(error.read())
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
