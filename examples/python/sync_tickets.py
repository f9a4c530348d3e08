"""Sends tickets to the service: ``python3 sync_tickets.py tickets.ndjson state.json``. Scope: assignments:write.

It may end at any time. The next run goes on after the last batch that was recorded; sending a batch again changes
nothing, because each ticket has its own external_id.
"""

import json
import os
import sys

from performance import PerformanceClient

BATCH = 200


def read_done(path: str) -> int:
    try:
        with open(path) as file:
            return json.load(file)["done"]
    except (FileNotFoundError, ValueError):
        return 0


def write_done(path: str, done: int) -> None:
    """Replaces the file at once, so that no half of it is ever read."""
    with open(f"{path}.new", "w") as file:
        json.dump({"done": done}, file)
    os.replace(f"{path}.new", path)


def main(tickets_path: str, state_path: str) -> None:
    client = PerformanceClient(os.environ["PTS_URL"], os.environ["PTS_TOKEN"])
    with open(tickets_path) as file:
        tickets = [json.loads(line) for line in file]
    done = read_done(state_path)
    while done < len(tickets):
        batch = [
            {
                "external_id": ticket["key"],
                "assignee": ticket["assignee"],
                "title": ticket["summary"],
                "due_at": ticket["due"],
                "completed_at": ticket["resolved"],
            }
            for ticket in tickets[done : done + BATCH]
        ]
        for result in client.assignments.record_assignments({"assignments": batch})["results"]:
            if result["outcome"] == "rejected":
                reasons = "; ".join(error["reason"] for error in result["errors"])
                print(f"{result['external_id']}: {reasons}", file=sys.stderr)
        done += len(batch)
        write_done(state_path, done)
        print(f"{done} of {len(tickets)}", flush=True)


main(*sys.argv[1:])
