"""Creates members and their invitations: ``python3 onboard.py people.json``. Scopes: organization:read, members:write.

A person who is a member already is left as they are, so that a second run creates none twice.
"""

import json
import os
import sys

from performance import PerformanceClient

client = PerformanceClient(os.environ["PTS_URL"], os.environ["PTS_TOKEN"])
with open(sys.argv[1]) as file:
    people = json.load(file)

for person in people:
    if client.members.list_members(email=person["email"])["members"]:
        print(f"{person['username']} is a member.")
        continue
    member = client.members.create_member(
        {
            "username": person["username"],
            "email": person["email"],
            "display_name": person["name"],
            "role": "employee",
        },
        # Two runs at once have the same key: one of them creates the member, and both get the same response.
        idempotency_key=f"onboard-{person['username']}",
    )
    invitation = client.members.create_invitation(id=member["id"])
    print(f"{person['username']}: {os.environ['PTS_URL']}{invitation['path']}")
