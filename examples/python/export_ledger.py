"""Writes the ledger of the organization to a file: ``python3 export_ledger.py ledger.ndjson``. Scope: logs:read."""

import os
import shutil
import sys

from performance import PerformanceClient

path = sys.argv[1]
client = PerformanceClient(os.environ["PTS_URL"], os.environ["PTS_TOKEN"])

# A broken download raises before the file has its name.
with client.export.export_logs(format="ndjson") as response, open(f"{path}.part", "wb") as file:
    shutil.copyfileobj(response, file)
os.replace(f"{path}.part", path)
print(path)
