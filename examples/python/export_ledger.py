"""Writes the ledger of the organization to a file: ``python3 export_ledger.py ledger.ndjson``. Scope: logs:read.

A download that breaks off goes on after the last whole line, with no entry that was written since.
"""

import json
import os
import sys
from http.client import HTTPException

from performance import PerformanceClient

ATTEMPTS = 5

path = sys.argv[1]
client = PerformanceClient(os.environ["PTS_URL"], os.environ["PTS_TOKEN"])
#: What resumes the download, and the last entry that is in the file.
cursor = after = None

with open(f"{path}.part", "wb") as file:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with client.export.export_logs(format="ndjson", cursor=cursor, after=after) as response:
                cursor = response.headers["Resume-Cursor"]
                for line in response:
                    if not line.endswith(b"\n"):
                        raise ConnectionError("The download broke off in a line.")
                    file.write(line)
                    after = json.loads(line)["id"]
            break
        except (HTTPException, OSError) as error:
            if attempt == ATTEMPTS:
                raise
            print(f"The download broke off after entry {after}, and goes on there: {error}", file=sys.stderr)
os.replace(f"{path}.part", path)
print(path)
