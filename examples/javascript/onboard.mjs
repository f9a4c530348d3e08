// Creates members and their invitations: `node onboard.mjs people.json`. Scopes: organization:read, members:write.
// A person who is a member already is left as they are, so that a second run creates none twice.
import { readFileSync } from "node:fs";
import { connect } from "./connect.mjs";

const [file] = process.argv.slice(2);
const client = connect();

for (const { username, email, name } of JSON.parse(readFileSync(file, "utf8"))) {
  const { members } = await client.members.listMembers({ email });
  if (members.length > 0) {
    console.log(`${username} is a member.`);
    continue;
  }
  const member = await client.members.createMember(
    { username, email, display_name: name, role: "employee" },
    // Two runs at once have the same key: one of them creates the member, and both get the same response.
    { idempotencyKey: `onboard-${username}` },
  );
  const invitation = await client.members.createInvitation({ id: member.id });
  console.log(`${username}: ${process.env.PTS_URL}${invitation.path}`);
}
